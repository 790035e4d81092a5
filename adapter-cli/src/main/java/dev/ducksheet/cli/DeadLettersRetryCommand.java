package dev.ducksheet.cli;

import picocli.CommandLine.Command;

/** Queues the request of a dead letter again. */
@Command(
        name = "retry",
        description = "Queue the request of a dead letter again, at the end, and drop the letter.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet dead-letters retry 1767225600000-0 --queue redis://127.0.0.1:6379"})
final class DeadLettersRetryCommand extends DeadLetterCommand {
    DeadLettersRetryCommand(Context context) {
        super(context);
    }

    @Override
    boolean handle(DeadLetters letters, String letter) {
        return letters.retry(letter);
    }

    @Override
    String handled() {
        return "Queued again";
    }
}
