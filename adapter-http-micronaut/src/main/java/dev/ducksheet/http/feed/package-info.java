/** The changes, in the one order of the workbook: in JSON, and live. */
@NullMarked
package dev.ducksheet.http.feed;

import org.jspecify.annotations.NullMarked;
