package dev.ducksheet.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server in a process and a folder of its own, on a port of 127.0.0.1: it can be killed, paused, restarted
 * with its data or without. Linux and macOS. One thread at a time.
 *
 * <p>The server is the one that the test kit brings, or the executable that {@code DUCKSHEET_TEST_REDIS_SERVER} names.
 */
public final class RealRedis implements AutoCloseable {
    private static final String APPEND_ONLY = "appendonly.aof";

    private final RedisOptions options;
    private final Path folder;
    private final int port;
    private final SocketFactory sockets;
    private ServerProcess process;

    private RealRedis(RedisOptions options, Path folder, int port) {
        this.options = options;
        this.folder = folder;
        this.port = port;
        this.sockets = options.certificates().map(Pem::sockets).orElseGet(SocketFactory::getDefault);
        this.process = launch();
    }

    /** Starts a server on a free port in a temporary folder, which goes with it. */
    public static RealRedis start(RedisOptions options) {
        return start(options, freePort());
    }

    /** Starts a server on that port. */
    public static RealRedis start(RedisOptions options, int port) {
        try {
            return new RealRedis(options, Files.createTempDirectory("ducksheet-redis"), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port that was free a moment ago. */
    public static int freePort() {
        return Loopback.freePort();
    }

    private ServerProcess launch() {
        try {
            Path file = Files.writeString(folder.resolve("redis.conf"), options.configuration(port, folder));
            var started = ServerProgram.start(file, options.arguments(), log());
            awaitReady(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(ServerProcess started) {
        Poll.until(
                () -> answers() || !started.isAlive(),
                () -> "Redis does not answer on port " + port + ":\n" + logText());
        if (!started.isAlive()) {
            throw new AssertionError("Redis ended at once, on port " + port + ":\n" + logText());
        }
    }

    private boolean answers() {
        try (var client = connect()) {
            return "PONG".equals(client.send("PING"));
        } catch (RedisReply.ErrorReplyException e) {
            return !String.valueOf(e.getMessage()).startsWith("LOADING"); // who may not ask is answered too
        } catch (IOException e) {
            return false;
        }
    }

    private RedisReply connect() throws IOException {
        var login = options.password().isEmpty() ? List.<String>of() : List.of(options.password());
        return RedisReply.connect(sockets, Loopback.port(port), login);
    }

    /**
     * Sends one command as redis-cli does and returns the answer: a String, a Long, a List of such, or null.
     *
     * @throws AssertionError if Redis is away or refuses it
     */
    public @Nullable Object command(String... words) {
        try (var client = connect()) {
            return client.send(words);
        } catch (IOException | RedisReply.ErrorReplyException e) {
            throw new AssertionError(String.join(" ", words) + ": " + e.getMessage(), e);
        }
    }

    /** Returns the address for clients, with the password if there is one. */
    public URI uri() {
        String scheme = options.certificates().isPresent() ? "rediss" : "redis";
        String login = options.password().isEmpty() ? "" : ":" + options.password() + "@";
        return URI.create(scheme + "://" + login + "127.0.0.1:" + port);
    }

    /** Returns the port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Returns the id of the server's process. */
    public long pid() {
        return process.pid();
    }

    /** Returns the folder that the server works in. */
    public Path folder() {
        return folder;
    }

    private Path log() {
        return folder.resolve("redis.log");
    }

    private String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends the server as {@code kill -9} does. */
    public void kill() {
        process.signal("KILL");
        process.awaitEnd();
    }

    /** Ends the server as SIGTERM does. */
    public void stop() {
        process.signal("TERM");
        process.awaitEnd();
    }

    /** Stops the process where it is, as SIGSTOP does: connections stay open and nothing answers. */
    public void pause() {
        process.signal("STOP");
    }

    /** Lets a paused process go on. */
    public void resume() {
        process.signal("CONT");
    }

    /** Starts the server again, on the same port, with what its persistence kept; kills it first if it runs. */
    public void restart() {
        kill();
        process = launch();
    }

    /** Starts the server again, on the same port, with nothing in it; kills it first if it runs. */
    public void restartEmpty() {
        kill();
        delete(folder.resolve(APPEND_ONLY));
        delete(folder.resolve("appendonlydir"));
        process = launch();
    }

    /** Returns what its append-only file holds at this moment, as a backup does. */
    public byte[] backup() {
        try {
            return Files.readAllBytes(folder.resolve(APPEND_ONLY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server again, on the same port, with what a backup held; kills it first if it runs. */
    public void restartWith(byte[] backup) {
        kill();
        try {
            Files.write(folder.resolve(APPEND_ONLY), backup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    @Override
    public void close() {
        kill();
        delete(folder);
    }

    private static void delete(Path path) {
        if (Files.notExists(path)) {
            return;
        }
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
