/** HTTP to where a server may go: to what other people name, and to no address that it should not reach. */
@NullMarked
package dev.ducksheet.guard;

import org.jspecify.annotations.NullMarked;
