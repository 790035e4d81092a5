package dev.ducksheet.cli;

import dev.ducksheet.core.port.PortUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads files of imports for a server until it is told to end. */
@Command(
        name = "worker",
        description = "Read files of imports for the server of a workbook, beside other workers.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nA server on a Redis has its workers read the files that are imported, and reads some itself; it merges them.",
            "A worker sees the folder beside the server's workbook, on the same machine or a shared disk. It reads one file",
            "at a time; start several. If one is killed, another takes over its file after ten seconds.",
            "%nOn SIGTERM it gives the file that it reads back and ends with 0; on Ctrl-C the same, with 130.",
            "%nExamples:",
            "  ducksheet worker --workbook plan.duckdb --queue redis://127.0.0.1:6379",
            "  DUCKSHEET_WORKBOOK=plan.duckdb DUCKSHEET_QUEUE=redis://127.0.0.1:6379 ducksheet worker"
        })
final class WorkerCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TargetOptions target = new TargetOptions.Usual();

    @Mixin
    private final QueueOption queue = new QueueOption();

    WorkerCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = target.file(context, "a worker");
        String redis = queue.redis(context, "workers");
        if (Files.notExists(file)) {
            throw new PortUnavailableException("there is no workbook " + file
                    + " here; name the one that the server has, or mount the disk that it is on");
        }
        context.stop().listen();
        try (Workbooks.Worker worker = context.workbooks().worker(file, redis)) {
            var end = new CompletableFuture<Integer>();
            end.completeAsync(() -> waitForTheEnd(worker), task -> daemon(task).start());
            announce(file);
            worker.run();
            return end.join();
        }
    }

    private int waitForTheEnd(Workbooks.Worker worker) {
        try {
            int exitCode = context.stop().await();
            worker.close();
            return exitCode;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "ducksheet-stop");
        thread.setDaemon(true);
        return thread;
    }

    private void announce(Path file) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Reading files of imports into " + file + ". Ctrl-C ends it.");
        out.flush();
    }
}
