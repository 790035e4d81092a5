package dev.ducksheet.testkit.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/**
 * The redis-server that tests run: the one that the environment names in {@code DUCKSHEET_TEST_REDIS_SERVER}, else the
 * one that the test kit brings, else, where that does not run or the environment says {@code container}, one in a
 * container.
 */
final class ServerProgram {
    private static final String CONTAINER = "container";
    private static final Optional<String> EXECUTABLE = find();

    private ServerProgram() {}

    /** Starts it with a configuration file and what stands behind it on the command line. */
    static ServerProcess start(Path configuration, List<String> more, Path log) {
        var arguments = new ArrayList<>(List.of(configuration.toString()));
        arguments.addAll(more);
        return EXECUTABLE
                .<ServerProcess>map(program -> NativeServer.start(program, arguments, log))
                .orElseGet(() -> ContainerServer.start(arguments, log));
    }

    private static Optional<String> find() {
        String named = System.getenv("DUCKSHEET_TEST_REDIS_SERVER");
        if (named == null || named.isBlank()) {
            return ownExecutable();
        }
        return named.equals(CONTAINER) ? Optional.empty() : Optional.of(named);
    }

    /** Returns what the test kit brings, unpacked, if this machine is one on which it runs. */
    private static Optional<String> ownExecutable() {
        try {
            var file = ExecutableProvider.newJarResourceProvider().get();
            file.deleteOnExit();
            return runs(file.getPath()) ? Optional.of(file.getPath()) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // it brings none for this machine
        }
    }

    private static boolean runs(String program) throws IOException {
        var version = new ProcessBuilder(program, "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
