package dev.ducksheet.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as a shell does, on workbooks in memory, and keeps what they print. */
final class Shell {
    final Map<String, String> variables = new HashMap<>();
    final Path folder;
    final Path temporary;
    Workbooks workbooks;
    Terminal terminal = Terminal.NONE;
    long nanos;

    /** What the last command printed that is no text. */
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** What a server gets while it waits: its end, at once, unless a test has other plans. */
    StopSignal stop = new StopSignal() {
        @Override
        public void listen() {}

        @Override
        public int await() {
            return ExitCode.DONE;
        }
    };

    Shell(Path folder, Workbooks workbooks) throws IOException {
        this.folder = folder;
        this.workbooks = workbooks;
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    Result run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        bytes.reset();
        var context =
                new Context(variables, folder, temporary, terminal, bytes, () -> nanos += 1_000_000, workbooks, stop);
        int exitCode = Main.commandLine(context)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** Runs a command that makes things ready for the one under test. */
    Shell given(String... args) {
        var result = run(args);
        if (result.exitCode() != 0) {
            throw new AssertionError(String.join(" ", args) + ": " + result);
        }
        return this;
    }
}
