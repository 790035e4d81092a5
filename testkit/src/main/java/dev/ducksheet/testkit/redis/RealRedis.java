package dev.ducksheet.testkit.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server in a process and a folder of its own, on a port of 127.0.0.1: it can be killed, paused, restarted
 * with its data or without. Linux and macOS. One thread at a time.
 *
 * <p>The server is the one that the test kit brings, or the executable that {@code DUCKSHEET_TEST_REDIS_SERVER} names.
 */
public final class RealRedis implements AutoCloseable {
    private static final String APPEND_ONLY = "appendonly.aof";
    private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(20);

    private final RedisOptions options;
    private final Path folder;
    private final int port;
    private Process process;

    private RealRedis(RedisOptions options, Path folder, int port) {
        this.options = options;
        this.folder = folder;
        this.port = port;
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

    /**
     * Returns the server to test against that somebody else runs, if the environment names one in {@code
     * DUCKSHEET_TEST_REDIS_URL}. Tests use keys of their own there and leave the others alone.
     */
    public static Optional<URI> foreign() {
        return Optional.ofNullable(System.getenv("DUCKSHEET_TEST_REDIS_URL"))
                .filter(text -> !text.isBlank())
                .map(URI::create);
    }

    /** Returns a port that was free a moment ago. */
    public static int freePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(Loopback.port(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            Path file = Files.writeString(folder.resolve("redis.conf"), options.configuration(port, folder));
            var started = new ProcessBuilder(Executable.PATH, file.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            awaitReady(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Process started) {
        long end = System.nanoTime() + START_LIMIT;
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("Redis does not answer on port " + port + ":\n" + logText());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Says whether it takes connections; with a password, a client certificate or data to load that is all to see. */
    private boolean answers() {
        if (options.certificates().isPresent()) {
            return accepts();
        }
        try (var client = connect()) {
            return "PONG".equals(client.send("PING"));
        } catch (RedisReply.ErrorReplyException e) {
            return !String.valueOf(e.getMessage()).startsWith("LOADING"); // who may not ask is answered too
        } catch (IOException e) {
            return false;
        }
    }

    private boolean accepts() {
        try (var socket = new Socket()) {
            socket.connect(Loopback.port(port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private RedisReply connect() throws IOException {
        return RedisReply.connect(port, options.password());
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
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends the server as SIGTERM does. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("Redis, process " + process.pid() + ", does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Stops the process where it is, as SIGSTOP does: connections stay open and nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused process go on. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " " + process.pid() + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
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

    /** The server's executable, unpacked once for each process. */
    private static final class Executable {
        static final String PATH = find();

        private static String find() {
            String named = System.getenv("DUCKSHEET_TEST_REDIS_SERVER");
            return named == null || named.isBlank() ? unpack().getPath() : named;
        }

        private static File unpack() {
            try {
                File file = ExecutableProvider.newJarResourceProvider().get();
                file.deleteOnExit();
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
