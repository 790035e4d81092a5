/** Who may do what: roles, what each of them may, and which rows of which sheets somebody may see and change. */
@NullMarked
package dev.ducksheet.core.access;

import org.jspecify.annotations.NullMarked;
