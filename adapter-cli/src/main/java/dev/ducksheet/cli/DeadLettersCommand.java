package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The requests that were put aside: list, retry, drop. */
@Command(
        name = "dead-letters",
        description = "List, retry and drop the requests that could not be decided, in the Redis of the queue.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet dead-letters list --queue redis://127.0.0.1:6379",
            "  ducksheet dead-letters retry 1767225600000-0 --queue redis://127.0.0.1:6379"
        })
final class DeadLettersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? list, retry or drop");
    }
}
