/** Benchmarks and the load harness: run by hand through bench/run, never part of a test run. */
@NullMarked
package dev.ducksheet.bench;

import org.jspecify.annotations.NullMarked;
