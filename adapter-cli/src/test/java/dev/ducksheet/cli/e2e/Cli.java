package dev.ducksheet.cli.e2e;

import dev.ducksheet.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The {@code ducksheet} command in a process of its own, on the class path of this test. Killed when closed. */
final class Cli implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+:[0-9]+");

    private final Process process;
    private final Lines out;
    private final Lines err;

    private Cli(ProcessBuilder builder) {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = new Lines(process.inputReader(StandardCharsets.UTF_8));
        err = new Lines(process.errorReader(StandardCharsets.UTF_8));
    }

    /** Starts the command. */
    static Cli start(String... arguments) {
        return startAfter(List.of(), arguments);
    }

    /** Starts the command behind another one, such as one that takes rights away. */
    static Cli startAfter(List<String> prefix, String... arguments) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(flagsOfTheLauncher());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("DUCKSHEET_"));
        return new Cli(builder);
    }

    /** Newer JDKs warn of native code and of what Netty does with memory, unless they are told that it is meant. */
    private static List<String> flagsOfTheLauncher() {
        var flags = new ArrayList<String>();
        if (Runtime.version().feature() >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= 24) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /** Starts to serve a file on a port that is free, and waits until it does. */
    static Cli serve(Path file, String... more) {
        var arguments = new ArrayList<>(List.of("serve", "--workbook", file.toString(), "--open", "--port", "0"));
        arguments.addAll(Arrays.asList(more));
        var server = start(arguments.toArray(String[]::new));
        return serving(server);
    }

    /** Starts to serve the API alone, of the workbook that another process writes behind the same queue. */
    static Cli front(String queue) {
        return serving(start("serve", "--api-only", "--queue", queue, "--open", "--port", "0"));
    }

    private static Cli serving(Cli server) {
        try {
            server.uri();
            return server;
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    /** Runs a command to its end. */
    static Result run(String... arguments) {
        return runAfter(List.of(), arguments);
    }

    /** Runs a command to its end, behind another one. */
    static Result runAfter(List<String> prefix, String... arguments) {
        try (var cli = startAfter(prefix, arguments)) {
            return cli.result();
        }
    }

    /** Waits for the end. */
    Result result() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + process.info().commandLine());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Result(process.exitValue(), out.all(), err.all());
    }

    /** Returns where it serves, as soon as it does. */
    URI uri() {
        var match = ADDRESS.matcher(out.first());
        if (!match.find()) {
            throw new AssertionError("it does not serve: " + out.first() + err.all());
        }
        return URI.create(match.group());
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as the loss of power does. */
    void kill() {
        process.destroyForcibly();
        result();
    }

    /** Ends it as an operator does. */
    Result terminate() {
        process.destroy();
        return result();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What a process prints, read on a thread of its own so that it never waits for us. */
    private static final class Lines {
        private final CompletableFuture<String> first = new CompletableFuture<>();
        private final CompletableFuture<String> all = new CompletableFuture<>();

        Lines(BufferedReader reader) {
            var thread = new Thread(() -> read(reader), "cli-output");
            thread.setDaemon(true);
            thread.start();
        }

        private void read(BufferedReader reader) {
            var text = new StringBuilder();
            try (reader) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    text.append(line).append('\n');
                    first.complete(line);
                }
            } catch (IOException e) {
                text.append(e); // the process was killed while it printed
            }
            first.complete("");
            all.complete(text.toString());
        }

        String first() {
            return value(first);
        }

        String all() {
            return value(all);
        }

        private static String value(CompletableFuture<String> future) {
            try {
                return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("nothing was printed", e);
            }
        }
    }
}
