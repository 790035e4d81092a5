/** Rows as bytes, from columns, without an object per cell. */
@NullMarked
package dev.ducksheet.http.rows;

import org.jspecify.annotations.NullMarked;
