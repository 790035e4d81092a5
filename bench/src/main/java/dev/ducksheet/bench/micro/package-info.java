/** What the core takes by itself, without an engine: micro-benchmarks, run by {@code bench/run jmh}. */
@NullMarked
package dev.ducksheet.bench.micro;

import org.jspecify.annotations.NullMarked;
