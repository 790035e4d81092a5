/** What the core needs from technology: roles whose contracts each driven adapter keeps. */
@NullMarked
package dev.ducksheet.core.port.out;

import org.jspecify.annotations.NullMarked;
