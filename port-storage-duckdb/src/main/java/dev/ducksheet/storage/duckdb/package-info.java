/** The driven adapter that keeps a workbook in one DuckDB file, written through one connection. */
@NullMarked
package dev.ducksheet.storage.duckdb;

import org.jspecify.annotations.NullMarked;
