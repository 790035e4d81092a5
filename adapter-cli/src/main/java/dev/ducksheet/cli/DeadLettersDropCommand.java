package dev.ducksheet.cli;

import picocli.CommandLine.Command;

/** Drops a dead letter. */
@Command(
        name = "drop",
        description = "Drop a dead letter; its request is never decided.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet dead-letters drop 1767225600000-0 --queue redis://127.0.0.1:6379"})
final class DeadLettersDropCommand extends DeadLetterCommand {
    DeadLettersDropCommand(Context context) {
        super(context);
    }

    @Override
    boolean handle(DeadLetters letters, String letter) {
        return letters.drop(letter);
    }

    @Override
    String handled() {
        return "Dropped";
    }
}
