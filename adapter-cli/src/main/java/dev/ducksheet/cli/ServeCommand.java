package dev.ducksheet.cli;

import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.edit.KeyDraft;
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
            "%nWithout --open every request takes an API key. The first start makes one for an admin and prints it, this",
            "once; 'ducksheet keys' makes others.",
            "%nExamples:",
            "  ducksheet serve --workbook demo.duckdb",
            "  ducksheet serve --workbook demo.duckdb --open",
            "  ducksheet serve --workbook demo.duckdb --host 0.0.0.0 --tls-certificate cert.pem --tls-key key.pem",
            "  ducksheet serve --workbook demo.duckdb --open --queue redis://127.0.0.1:6379",
            "  ducksheet serve --api-only --port 8081 --open --queue redis://127.0.0.1:6379",
            "  DUCKSHEET_WORKBOOK=demo.duckdb ducksheet serve --port 9000 --open"
        })
final class ServeCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TargetOptions target = new TargetOptions.Usual();

    @Mixin
    private final ServeOptions options = new ServeOptions();

    ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServeSettings settings = options.settings(context.configuration(), context.folder());
        check(settings);
        if (settings.apiOnly()) {
            FreePort.require(settings);
            return front(settings);
        }
        Path file = target.file(context, "serve");
        FreePort.require(settings);
        boolean isNew = Files.notExists(file);
        try (Workbook workbook = context.workbooks().host(file, settings)) {
            if (!settings.open()) {
                makeFirstKey(workbook);
            }
            return new ServerRun(context).run(workbook, settings, uri -> {
                announce((isNew ? "Created and serving " : "Serving ") + file + " at " + uri, settings);
            });
        }
    }

    private int front(ServeSettings settings) throws InterruptedException {
        try (Workbook workbook = context.workbooks().front(settings)) {
            return new ServerRun(context)
                    .run(
                            workbook,
                            settings,
                            uri -> announce("Serving the API, without a workbook, at " + uri, settings));
        }
    }

    /** A workbook that never had a key gets one, so that somebody can make others. */
    private void makeFirstKey(Workbook workbook) throws InterruptedException {
        if (!workbook.manageKeys().keys().isEmpty()) {
            return;
        }
        var issue = workbook.manageKeys().issue(KeyDraft.of("admin", Role.ADMIN), "ducksheet");
        Outcomes.await(issue.submission());
        PrintWriter out = spec.commandLine().getOut();
        out.println("The first API key, for an admin; it is not shown again: " + issue.secret());
        out.flush();
    }

    private void announce(String what, ServeSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what
                + (settings.open() ? ", open to everybody on this machine." : ", to those who have an API key.")
                + " Ctrl-C ends it.");
        out.flush();
        if (!settings.isLoopback() && !settings.security().tls().isOn()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("ducksheet: without TLS, keys and rows can be read on their way; give --tls-certificate and"
                    + " --tls-key, or let a proxy do it");
            err.flush();
        }
    }

    private void check(ServeSettings settings) {
        if (settings.apiOnly() && settings.isEmbedded()) {
            throw new ParameterException(
                    spec.commandLine(), "--api-only needs the queue of the server that has the workbook; give --queue");
        }
        if (settings.open() && !settings.isLoopback()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--open lets anybody do anything, so it needs a loopback address such as 127.0.0.1 and not "
                            + settings.host());
        }
    }
}
