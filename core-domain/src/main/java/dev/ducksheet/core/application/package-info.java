/** The use cases behind the inbound ports, and the entry for programs that embed Ducksheet. */
@NullMarked
package dev.ducksheet.core.application;

import org.jspecify.annotations.NullMarked;
