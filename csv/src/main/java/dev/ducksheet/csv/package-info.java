/** Rows in CSV, read alike whether they come over HTTP or from a file. */
@NullMarked
package dev.ducksheet.csv;

import org.jspecify.annotations.NullMarked;
