package dev.ducksheet.cli;

import dev.ducksheet.queue.redis.RedisDeadLetters;
import java.util.List;

/** The dead letters in a Redis. */
record RedisLetters(RedisDeadLetters redis) implements DeadLetters {

    @Override
    public List<Letter> list(int limit) {
        return redis.list(limit).stream()
                .map(letter -> new Letter(letter.id(), letter.entry(), letter.reason(), letter.fields()))
                .toList();
    }

    @Override
    public boolean retry(String id) {
        return redis.find(id).filter(redis::retry).isPresent();
    }

    @Override
    public boolean drop(String id) {
        return redis.drop(id);
    }

    @Override
    public void close() {
        redis.close();
    }
}
