/** The in-process request queue and change feed: the embedded default. */
@NullMarked
package dev.ducksheet.core.queue;

import org.jspecify.annotations.NullMarked;
