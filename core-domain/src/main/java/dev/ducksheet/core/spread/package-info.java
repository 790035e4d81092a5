/** The allocation of an edited total over its leaves: pure, exact arithmetic on arrays. */
@NullMarked
package dev.ducksheet.core.spread;

import org.jspecify.annotations.NullMarked;
