/** The request queue and the change feed on Redis Streams; {@link dev.ducksheet.queue.redis.RedisStreams} is its entry. */
@NullMarked
package dev.ducksheet.queue.redis;

import org.jspecify.annotations.NullMarked;
