package dev.ducksheet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does something with one dead letter. */
abstract class DeadLetterCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Parameters(paramLabel = "ID", description = "The letter, as 'ducksheet dead-letters list' names it.")
    private String id;

    DeadLetterCommand(Context context) {
        this.context = context;
    }

    /** Says whether the letter was there. */
    abstract boolean handle(DeadLetters letters, String letter);

    /** Returns what was done with it, to be said before its name. */
    abstract String handled();

    @Override
    public final Integer call() {
        try (DeadLetters letters = context.workbooks().deadLetters(queue.redis(context, "dead letters"))) {
            if (!handle(letters, id)) {
                throw CommandFailedException.refused(
                        "there is no dead letter " + id + "; 'ducksheet dead-letters list' shows which there are");
            }
            spec.commandLine().getOut().println(handled() + " " + id);
            return ExitCode.DONE;
        }
    }
}
