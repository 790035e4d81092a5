package dev.ducksheet.queue.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import java.util.List;

/**
 * Which undecided request ended the writers before this one, in the middle of deciding it. Kept in Redis, beside the
 * streams: a process that ends remembers nothing, and Redis' own count of deliveries begins anew whenever the group goes
 * back. Used by the writer's thread.
 *
 * <p>What one writer leaves undecided is taken again as it comes. If the next one gets no further, the one after it takes
 * what was left one by one and notes each before it is decided, so that it is known who was in hand at the end.
 */
final class Suspicion {
    private static final int CAREFUL = 2;

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final Lease lease;
    private EntryId until = EntryId.ZERO;

    Suspicion(Connections connections, RedisSettings settings, Lease lease) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.lease = lease;
    }

    /**
     * Begins, with what the writer before left.
     *
     * @param position after which nothing is decided
     * @param left the newest entry that was delivered and not decided; zero if there is none
     */
    void begin(EntryId position, EntryId left) throws InterruptedException {
        var answer = ask(Scripts.LEFT, left.equals(EntryId.ZERO) ? "" : position.toString());
        boolean stuck = Integer.parseInt(answer.get(0).toString()) >= CAREFUL;
        boolean suspected = EntryId.parse(answer.get(1).toString()).isAfter(position);
        until = stuck || suspected ? left : EntryId.ZERO;
    }

    /** Says whether what follows {@code last} is to be taken alone. */
    boolean isCareful(EntryId last) {
        return until.isAfter(last);
    }

    /**
     * Notes an entry that is about to be decided alone; repeatable.
     *
     * @return how many writers before this one ended with it so
     */
    int take(EntryId entry) throws InterruptedException {
        return Integer.parseInt(ask(Scripts.SUSPECT, entry.toString()).get(0).toString());
    }

    /** Lets go of what was noted: that it was not decided is not its fault. */
    void forgive() {
        if (!until.equals(EntryId.ZERO)) {
            var unused = eval(Scripts.FORGIVE, lease.token()).exceptionally(failure -> List.of());
        }
    }

    private List<Object> ask(String script, String argument) throws InterruptedException {
        return Failures.await(
                eval(script, lease.token(), argument), settings.timeout().toMillis() + 500);
    }

    private RedisFuture<List<Object>> eval(String script, String... arguments) {
        return connections
                .shared()
                .eval(script, ScriptOutputType.MULTI, new String[] {keys.lease(), keys.state()}, arguments);
    }
}
