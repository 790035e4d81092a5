package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The webhooks: who is told of what. */
@Command(
        name = "webhooks",
        description = "Make, change, try and end webhooks, and see what became of their messages, in a file or, with an"
                + " admin's key, on a running server; a server alone delivers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet webhooks create https://example.com/hook --type 'rows.*' --table sales --workbook demo.duckdb",
            "  ducksheet webhooks test https://example.com/hook --url http://127.0.0.1:8080"
        })
final class WebhooksCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? list, create, show, update, enable, disable, delete, test, rotate, deliveries or replay");
    }
}
