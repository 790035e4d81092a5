/** What is counted and timed, on Micrometer. */
@NullMarked
package dev.ducksheet.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
