/** Contracts of the ports as abstract tests, and the in-memory and fault-injecting twins that keep them. */
@NullMarked
package dev.ducksheet.testkit;

import org.jspecify.annotations.NullMarked;
