package dev.ducksheet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drops a dead letter. */
@Command(
        name = "drop",
        description = "Drop a dead letter; its request is never decided.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet dead-letters drop 1767225600000-0 --queue redis://127.0.0.1:6379"})
final class DeadLettersDropCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Parameters(paramLabel = "ID", description = "The letter, as 'ducksheet dead-letters list' names it.")
    private String id;

    DeadLettersDropCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (DeadLetters letters = queue.open(context)) {
            if (!letters.drop(id)) {
                throw CommandFailedException.refused(
                        "there is no dead letter " + id + "; 'ducksheet dead-letters list' shows which there are");
            }
            spec.commandLine().getOut().println("Dropped " + id);
            return ExitCode.DONE;
        }
    }
}
