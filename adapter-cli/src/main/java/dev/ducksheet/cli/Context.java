package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Configuration;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the commands know of the world.
 *
 * @param variables of the environment
 * @param folder in which the command was started
 * @param temporary where folders for a while go
 * @param bytes standard output, for what is no text
 * @param nanos a clock for durations
 * @param workbooks how workbooks are opened
 * @param stop how a server learns that it is to end
 */
record Context(
        Map<String, String> variables,
        Path folder,
        Path temporary,
        Terminal terminal,
        OutputStream bytes,
        LongSupplier nanos,
        Workbooks workbooks,
        StopSignal stop) {

    /** Returns the world as this process finds it. */
    static Context ofThisProcess() {
        Map<String, String> variables = System.getenv();
        return new Context(
                variables,
                Path.of(""),
                Path.of(System.getProperty("java.io.tmpdir")),
                Terminal.of(variables, System.getProperty("ducksheet.terminal", "")),
                new FileOutputStream(FileDescriptor.out),
                System::nanoTime,
                new Wiring(Clock.systemUTC(), new SecureRandom()),
                new ProcessSignals());
    }

    /** Reads the configuration. */
    Configuration configuration() {
        return Configuration.of(variables, folder);
    }

    /** Says whether the one who runs this wants to see how it works inside. */
    boolean debug() {
        return !variables.getOrDefault("DUCKSHEET_DEBUG", "").isEmpty();
    }
}
