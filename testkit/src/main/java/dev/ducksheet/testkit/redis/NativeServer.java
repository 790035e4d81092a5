package dev.ducksheet.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A redis-server that is a process of this one. */
record NativeServer(Process process) implements ServerProcess {
    private static final long END_LIMIT_SECONDS = 20;

    /** Runs the server with what it prints in a file. It ends with this process at the latest. */
    static NativeServer start(String program, List<String> arguments, Path log) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new NativeServer(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void signal(String name) {
        if (name.equals("KILL")) {
            process.destroyForcibly();
            return;
        }
        var command = List.of("kill", "-" + name, Long.toString(process.pid()));
        try {
            int status = new ProcessBuilder(command).start().waitFor();
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void awaitEnd() {
        try {
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Redis, process " + process.pid() + ", does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
