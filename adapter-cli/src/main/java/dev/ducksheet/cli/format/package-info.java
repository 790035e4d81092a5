/** How results are printed: rows for people and machines, trees, progress. */
@NullMarked
package dev.ducksheet.cli.format;

import org.jspecify.annotations.NullMarked;
