package dev.ducksheet.bench;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.HttpSettings;
import dev.ducksheet.http.Metrics;
import dev.ducksheet.storage.duckdb.DuckDbRowFiles;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, so that its heap is its own; asked over its standard input, answers on its output. */
final class ServerProcess implements AutoCloseable {
    private static final String INSTANT = "ducksheet.bench.instant";
    private static final String ONE_BY_ONE = "ducksheet.bench.one-by-one";

    private final Process process;
    private final BufferedReader answers;
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        port = Integer.parseInt(answer());
    }

    static ServerProcess start(Path file, String... jvmOptions) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerProcess.class.getName()));
        command.add(file.toString());
        return new ServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts a server that checks updates and applies nothing. */
    static ServerProcess startInstant(Path file) throws IOException {
        return start(file, "-D" + INSTANT + "=true");
    }

    /** Starts a server that checks updates and applies each to {@code bare}, a statement and a commit for each. */
    static ServerProcess startOneByOne(Path file, Path bare) throws IOException {
        return start(file, "-D" + ONE_BY_ONE + "=" + bare);
    }

    int port() {
        return port;
    }

    /** Returns the mebibytes of heap in use after a collection, and the most that were in use since the last question. */
    Heap heap() throws IOException {
        var numbers = ask("heap").split(" ", 2);
        return new Heap(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }

    /** Returns the processor time that the server has used so far. */
    long processorNanos() throws IOException {
        return Long.parseLong(ask("processor"));
    }

    private String ask(String question) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8)
                .append(question)
                .append('\n')
                .flush();
        return answer();
    }

    /** In mebibytes. */
    record Heap(double afterCollection, double peak) {}

    /** Skips what else is said, and returns what is meant for us. */
    private String answer() throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("> ")) {
                return line.substring(2);
            }
        }
        throw new IOException("the server ended before it answered");
    }

    @Override
    public void close() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        if (!ended()) {
            process.destroyForcibly();
            throw new IOException("the server did not end within 30 s");
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Serves the workbook that is named until its standard input ends. */
    public static void main(String[] arguments) throws IOException, SQLException {
        var store = DuckDbWorkbookStore.open(Path.of(arguments[0]), DuckDbSettings.defaults(new SecureRandom()));
        var workbook = Ducksheet.open(store, Clock.systemUTC(), new SecureRandom());
        try (var served = served(workbook);
                var files = DuckDbRowFiles.in(Path.of(arguments[0] + ".spool"));
                var server = HttpServer.start(served, HttpSettings.defaults("bench"), Metrics.NONE, files)) {
            System.out.println("> " + server.port());
            serveUntilEndOfInput();
        }
    }

    private static Workbook served(Workbook workbook) throws SQLException {
        if (Boolean.getBoolean(INSTANT)) {
            return new StandInWorkbook(workbook, update -> {});
        }
        var bare = System.getProperty(ONE_BY_ONE);
        return bare == null ? workbook : new StandInWorkbook(workbook, new OneByOne(Path.of(bare)));
    }

    private static void serveUntilEndOfInput() throws IOException {
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println("> " + (question.equals("heap") ? usedHeap() : usedProcessor()));
        }
    }

    private static String usedHeap() {
        double peak = mebibytes(ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum());
        System.gc();
        double used = mebibytes(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        return used + " " + peak;
    }

    private static String usedProcessor() {
        return Long.toString(
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos());
    }

    private static double mebibytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }
}
