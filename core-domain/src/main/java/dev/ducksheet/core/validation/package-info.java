/** The rules an edit must pass: pure functions in one ordered list, run before queueing and again before applying. */
@NullMarked
package dev.ducksheet.core.validation;

import org.jspecify.annotations.NullMarked;
