/** The proofs that the whole works: a real file, real HTTP, real processes. */
@NullMarked
package dev.ducksheet.cli.e2e;

import org.jspecify.annotations.NullMarked;
