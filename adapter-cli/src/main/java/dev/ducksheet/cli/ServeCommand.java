package dev.ducksheet.cli;

import dev.ducksheet.core.port.in.Workbook;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a workbook over HTTP until it is told to end. */
@Command(
        name = "serve",
        description = "Serve a workbook over HTTP.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nOn SIGTERM it takes no more requests, finishes those it has, closes the workbook and ends with 0;",
            "on Ctrl-C the same, with 130. The file is created if it is missing.",
            "%nExamples:",
            "  ducksheet serve --workbook demo.duckdb --open",
            "  ducksheet serve --workbook demo.duckdb --open --queue redis://127.0.0.1:6379",
            "  ducksheet serve --api-only --port 8081 --open --queue redis://127.0.0.1:6379",
            "  DUCKSHEET_WORKBOOK=demo.duckdb ducksheet serve --port 9000 --open"
        })
final class ServeCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final ServeOptions options = new ServeOptions();

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServeSettings settings = options.settings(context.configuration());
        check(settings);
        if (settings.apiOnly()) {
            FreePort.require(settings);
            return front(settings);
        }
        Path file = target.file(context, "serve");
        FreePort.require(settings);
        boolean isNew = Files.notExists(file);
        try (Workbook workbook = context.workbooks().host(file, settings)) {
            return new ServerRun(context).run(workbook, settings, uri -> {
                announce((isNew ? "Created and serving " : "Serving ") + file + " at " + uri);
            });
        }
    }

    private int front(ServeSettings settings) throws InterruptedException {
        try (Workbook workbook = context.workbooks().front(settings)) {
            return new ServerRun(context)
                    .run(workbook, settings, uri -> announce("Serving the API, without a workbook, at " + uri));
        }
    }

    private void announce(String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what + ", open to everybody on this machine. Ctrl-C ends it.");
        out.flush();
    }

    private void check(ServeSettings settings) {
        if (settings.apiOnly() && settings.isEmbedded()) {
            throw new ParameterException(
                    spec.commandLine(), "--api-only needs the queue of the server that has the workbook; give --queue");
        }
        if (!settings.open()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "this version has no API keys yet; serve with --open, without keys, on this machine alone");
        }
        if (!settings.isLoopback()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--open lets anybody do anything, so it needs a loopback address such as 127.0.0.1 and not "
                            + settings.host());
        }
    }
}
