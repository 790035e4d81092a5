package dev.ducksheet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Queues the request of a dead letter again. */
@Command(
        name = "retry",
        description = "Queue the request of a dead letter again, at the end, and drop the letter.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet dead-letters retry 1767225600000-0 --queue redis://127.0.0.1:6379"})
final class DeadLettersRetryCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Parameters(paramLabel = "ID", description = "The letter, as 'ducksheet dead-letters list' names it.")
    private String id;

    DeadLettersRetryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (DeadLetters letters = queue.open(context)) {
            if (!letters.retry(id)) {
                throw CommandFailedException.refused(
                        "there is no dead letter " + id + "; 'ducksheet dead-letters list' shows which there are");
            }
            spec.commandLine().getOut().println("Queued again " + id);
            return ExitCode.DONE;
        }
    }
}
