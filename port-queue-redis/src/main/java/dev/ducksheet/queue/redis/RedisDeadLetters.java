package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.Telemetry;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** The stream {@code request_duck:dead} as an operator works on it, whether a writer runs or not. Thread-safe. */
public final class RedisDeadLetters implements AutoCloseable {
    private static final long PATIENCE = 5_000;

    private final Connections connections;
    private final StreamKeys keys;

    private RedisDeadLetters(RedisSettings settings) {
        this.connections = Connections.open(settings, Telemetry.NONE);
        this.keys = settings.address().keys();
    }

    /**
     * Connects.
     *
     * @throws PortUnavailableException if Redis is away
     */
    public static RedisDeadLetters connect(RedisSettings settings) {
        return new RedisDeadLetters(settings);
    }

    /** Returns the oldest letters, at most {@code limit}. */
    public List<DeadLetter> list(int limit) {
        return await(connections.shared().xrange(keys.dead(), Range.unbounded(), Limit.create(0, limit))).stream()
                .map(message -> DeadLetter.of(message.getId(), message.getBody()))
                .toList();
    }

    /** Returns the letter of that id. */
    public Optional<DeadLetter> find(String id) {
        return await(connections.shared().xrange(keys.dead(), Range.create(id, id))).stream()
                .findFirst()
                .map(message -> DeadLetter.of(message.getId(), message.getBody()));
    }

    /**
     * Queues the request of a letter again, at the end and as a new request, and drops the letter, in one step; says
     * whether the letter was there.
     */
    public boolean retry(DeadLetter letter) {
        var arguments = new ArrayList<>(List.of(letter.id()));
        letter.fields().forEach((name, value) -> {
            if (!name.equals(RequestCodec.ID)) { // the request of that id is decided: it was refused
                arguments.add(name);
                arguments.add(value);
            }
        });
        return await(connections
                        .shared()
                        .<String>eval(
                                Scripts.RETRY,
                                ScriptOutputType.VALUE,
                                new String[] {keys.dead(), keys.requests()},
                                arguments.toArray(String[]::new)))
                != null;
    }

    /** Drops a letter; says whether it was there. */
    public boolean drop(String id) {
        return await(connections.shared().xdel(keys.dead(), id)) > 0;
    }

    private static <T> T await(Future<T> answer) {
        try {
            return Failures.await(answer, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted", e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
