/** The condition language: which rows an edit or a view means, parsed into a tree and never pasted into SQL. */
@NullMarked
package dev.ducksheet.core.condition;

import org.jspecify.annotations.NullMarked;
