/** Tests of the streams, on a real Redis. */
@org.jspecify.annotations.NullMarked
package dev.ducksheet.queue.redis;
