/** Carries the Redis Streams adapter of the request queue and the change feed; there is none yet. */
@NullMarked
package dev.ducksheet.queue.redis;

import org.jspecify.annotations.NullMarked;
