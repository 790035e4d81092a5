/** The vocabulary of a workbook: tables, rollups, cells, edits and their changes, as records that cannot be built wrong. */
@NullMarked
package dev.ducksheet.core.model;

import org.jspecify.annotations.NullMarked;
