package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import io.lettuce.core.ScriptOutputType;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write a workbook, which one process has at a time, with a token that changes whenever it changes hands.
 * It lasts as long as it is renewed. Thread-safe.
 */
final class Lease {
    private static final System.Logger LOG = System.getLogger(Lease.class.getName());
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(200);

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final WriterIdentity identity;
    private volatile String url = "";
    private volatile String token = "";
    private volatile long heldUntil;
    private volatile boolean overtaken;

    Lease(Connections connections, RedisSettings settings, WriterIdentity identity) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.identity = identity;
    }

    /**
     * Takes the lease. One whose holder ended without a word is waited for; one that is renewed meanwhile is not.
     *
     * @throws PortUnavailableException if another writer has it, or Redis is away
     */
    void acquire() throws InterruptedException {
        long end = System.nanoTime() + settings.lease().toNanos() + TimeUnit.SECONDS.toNanos(1);
        long left = Long.MAX_VALUE;
        while (token.isEmpty()) {
            long asked = System.nanoTime();
            List<Object> answer = Failures.await(
                    connections
                            .shared()
                            .eval(
                                    Scripts.ACQUIRE,
                                    ScriptOutputType.MULTI,
                                    new String[] {keys.lease(), keys.state()},
                                    identity.owner(),
                                    url,
                                    millis(),
                                    identity.nonce()),
                    patience());
            if (answer.get(0).equals("1")) {
                hold(answer.get(1).toString(), asked);
                return;
            }
            long now = Long.parseLong(answer.get(2).toString());
            if (now > left || System.nanoTime() > end) {
                throw held(answer.get(1).toString());
            }
            left = now;
            LockSupport.parkNanos(POLL);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Says where the writer's API is. */
    void advertise(String at) {
        url = at;
        renew();
    }

    private static PortUnavailableException held(String at) {
        return new PortUnavailableException("another server writes this workbook"
                + (at.isEmpty() ? "" : ", at " + at)
                + "; stop it, use --url, or serve with --api-only");
    }

    private void hold(String newToken, long asked) {
        token = newToken;
        heldUntil = asked + settings.lease().toNanos();
    }

    /** Makes the lease last; to be called a few times in its span. */
    void renew() {
        if (token.isEmpty() || overtaken) {
            return;
        }
        var unused = renewal().exceptionally(failure -> {
            noteOvertaken(failure);
            return 0L;
        });
    }

    private CompletionStage<Long> renewal() {
        long asked = System.nanoTime();
        return connections
                .shared()
                .<Long>eval(
                        Scripts.RENEW,
                        ScriptOutputType.INTEGER,
                        new String[] {keys.lease(), keys.state()},
                        token,
                        identity.owner(),
                        url,
                        millis())
                .thenApply(done -> {
                    heldUntil = asked + settings.lease().toNanos();
                    return done;
                });
    }

    /**
     * Returns if this process may write.
     *
     * @throws PortUnavailableException if another has taken over, which is final, or if Redis is away
     */
    void require() throws InterruptedException {
        if (overtaken) {
            throw lost();
        }
        if (System.nanoTime() - heldUntil >= 0) {
            confirm();
        }
    }

    /** Asks Redis whether this process may write. */
    void confirm() throws InterruptedException {
        try {
            var unused = Failures.await(renewal().toCompletableFuture(), patience());
        } catch (PortUnavailableException e) {
            noteOvertaken(e);
            throw overtaken ? lost() : e;
        }
    }

    /** Notes a failure that says that another writer has taken over. */
    void noteOvertaken(Throwable failure) {
        if (Failures.isFenced(Failures.translated(failure)) && !overtaken) {
            overtaken = true;
            LOG.log(Level.ERROR, "another server has taken over this workbook; this one applies nothing any more");
        }
    }

    /** Returns what ends everything that only the writer does, once another has taken over. */
    static PortUnavailableException lost() {
        return new PortUnavailableException("another server has taken over this workbook; end this one");
    }

    boolean isOvertaken() {
        return overtaken;
    }

    /** Returns what proves to Redis that this process may write. */
    String token() {
        return token;
    }

    /** Gives the lease back, so that the next one need not wait. */
    void release() {
        if (!token.isEmpty() && connections.isOpen()) {
            var unused = connections
                    .shared()
                    .eval(Scripts.RELEASE, ScriptOutputType.INTEGER, new String[] {keys.lease()}, token)
                    .toCompletableFuture()
                    .completeOnTimeout(null, patience(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> null)
                    .join();
        }
    }

    private long patience() {
        return settings.timeout().toMillis() + 500;
    }

    private String millis() {
        return Long.toString(settings.lease().toMillis());
    }
}
