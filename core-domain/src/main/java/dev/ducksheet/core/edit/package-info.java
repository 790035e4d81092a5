/** What a user asks of a workbook and what becomes of it: updates, holds, outcomes, changes. */
@NullMarked
package dev.ducksheet.core.edit;

import org.jspecify.annotations.NullMarked;
