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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        return start(prefix, Main.class, List.of(arguments), Map.of());
    }

    /** Starts a program that is the command with something of a test's own in it. */
    static Cli start(Class<?> main, List<String> arguments) {
        return start(List.of(), main, arguments, Map.of());
    }

    /** Starts the command with these variables in its environment, logging as it is shipped and not as tests do. */
    static Cli startWith(Map<String, String> environment, String... arguments) {
        var builder = builder(List.of(), Main.class, List.of(arguments), environment);
        builder.command().add(1, "-Dlogback.configurationFile=logback.xml");
        return new Cli(builder);
    }

    /** Starts the command with these settings in its environment. */
    static Cli startIn(Map<String, String> environment, String... arguments) {
        return start(List.of(), Main.class, List.of(arguments), environment);
    }

    private static Cli start(
            List<String> prefix, Class<?> main, List<String> arguments, Map<String, String> environment) {
        return new Cli(builder(prefix, main, arguments, environment));
    }

    private static ProcessBuilder builder(
            List<String> prefix, Class<?> main, List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(flagsOfTheLauncher());
        command.add(main.getName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("DUCKSHEET_"));
        // Among the arguments the class path would fill what systems show of a process, up to 4096 bytes.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        return builder;
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

    /** Runs a command to its end, with these settings in its environment. */
    static Result runIn(Map<String, String> environment, String... arguments) {
        try (var cli = startIn(environment, arguments)) {
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

    /** Returns what a list of processes shows of it. */
    String title() {
        return process.info().commandLine().orElseThrow();
    }

    /** Gives it a line to read. */
    void tell(String line) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(line)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next line that begins so, not counting those that were returned before, and returns it. */
    String next(String prefix) {
        return out.next(prefix);
    }

    /** Returns what it said on stderr so far. */
    String err() {
        return err.soFar();
    }

    /** Stops it where it is, as SIGSTOP does. */
    void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var command = List.of("kill", "-" + name, Long.toString(process.pid()));
            if (new ProcessBuilder(command).start().waitFor() != 0) {
                throw new AssertionError(command + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
        private final List<String> lines = new ArrayList<>();
        private final Map<String, Integer> awaited = new HashMap<>();
        private boolean ended;

        Lines(BufferedReader reader) {
            var thread = new Thread(() -> read(reader), "cli-output");
            thread.setDaemon(true);
            thread.start();
        }

        private void read(BufferedReader reader) {
            try (reader) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add(e.toString()); // the process was killed while it printed
            }
            end();
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized String first() {
            await(() -> !lines.isEmpty(), "a line");
            return lines.isEmpty() ? "" : lines.get(0);
        }

        synchronized String all() {
            await(() -> ended, "its end");
            return soFar();
        }

        synchronized String soFar() {
            return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        }

        synchronized String next(String prefix) {
            int times = awaited.merge(prefix, 1, Integer::sum);
            await(() -> beginning(prefix).size() >= times, prefix);
            var beginning = beginning(prefix);
            if (beginning.size() < times) {
                throw new AssertionError("it ended without a word of '" + prefix + "': " + lines);
            }
            return beginning.get(times - 1);
        }

        private List<String> beginning(String prefix) {
            return lines.stream().filter(line -> line.startsWith(prefix)).toList();
        }

        private void await(BooleanSupplier condition, String what) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            try {
                while (!condition.getAsBoolean() && !ended) {
                    wait(millisUntil(end, what));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private long millisUntil(long end, String what) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + what + ": " + lines);
            }
            return left;
        }
    }
}
