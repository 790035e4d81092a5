package dev.ducksheet.testkit.redis;

import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Room for one test in a Redis that many tests use: the one that the environment names in {@code
 * DUCKSHEET_TEST_REDIS_URL}, else one that the tests of this process share. The keys of a test begin with a name of its
 * own, so that tests do not meet, and are gone when it is closed. For tests that leave the server itself alone; others
 * start a {@link RealRedis}. Thread-safe.
 *
 * <p>The URL is {@code redis://} or {@code rediss://}, with a login if need be; over TLS, the JVM's own authorities count.
 */
public final class RedisRoom implements AutoCloseable {
    private final URI server;
    private final String workbook = "test-" + UUID.randomUUID();

    private RedisRoom(URI server) {
        this.server = server;
    }

    /** Takes a room that nobody else has. */
    public static RedisRoom open() {
        return new RedisRoom(foreign().orElseGet(() -> Shared.REDIS.uri()));
    }

    private static Optional<URI> foreign() {
        return Optional.ofNullable(System.getenv("DUCKSHEET_TEST_REDIS_URL"))
                .filter(text -> !text.isBlank())
                .map(URI::create);
    }

    /** Returns the address of the workbook of this test. */
    public String address() {
        return server + (server.getQuery() == null ? "?" : "&") + "workbook=" + workbook;
    }

    /** Returns how a key of this test's workbook is named in Redis. */
    public String key(String name) {
        return "{" + workbook + "}:" + name;
    }

    /**
     * Sends one command as redis-cli does and returns the answer: a String, a Long, a List of such, or null.
     *
     * @throws AssertionError if Redis is away or refuses it
     */
    public @Nullable Object command(String... words) {
        try (var client = RedisReply.connect(sockets(), host(), login())) {
            return client.send(words);
        } catch (IOException | RedisReply.ErrorReplyException e) {
            throw new AssertionError(String.join(" ", words) + ": " + e.getMessage(), e);
        }
    }

    private SocketFactory sockets() {
        return server.getScheme().equals("rediss") ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
    }

    private InetSocketAddress host() {
        return new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 6379 : server.getPort());
    }

    private List<String> login() {
        if (server.getUserInfo() == null) {
            return List.of();
        }
        var parts = server.getUserInfo().split(":", 2);
        return parts[0].isEmpty() ? List.of(parts[1]) : List.of(parts);
    }

    @Override
    public void close() {
        if (command("KEYS", key("*")) instanceof List<?> keys && !keys.isEmpty()) {
            var words = new ArrayList<>(List.of("DEL"));
            keys.forEach(key -> words.add(key.toString()));
            var unused = command(words.toArray(String[]::new));
        }
    }

    /** The server of the tests of this process; it and its folder go with the process. */
    private static final class Shared {
        static final RealRedis REDIS = RealRedis.start(RedisOptions.durable().persisting(Persistence.NONE));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(REDIS::close));
        }
    }
}
