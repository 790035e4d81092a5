/** A real Redis server for tests: a process that can be killed, paused, restarted and emptied. */
@NullMarked
package dev.ducksheet.testkit.redis;

import org.jspecify.annotations.NullMarked;
