/** What the outside may ask of Ducksheet: one small interface per capability. */
@NullMarked
package dev.ducksheet.core.port.in;

import org.jspecify.annotations.NullMarked;
