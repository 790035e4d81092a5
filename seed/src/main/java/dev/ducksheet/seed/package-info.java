/** The demo workbook and CSV files of any size: the same seed number gives the same bytes. */
@NullMarked
package dev.ducksheet.seed;

import org.jspecify.annotations.NullMarked;
