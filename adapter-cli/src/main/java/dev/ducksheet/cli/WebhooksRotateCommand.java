package dev.ducksheet.cli;

import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Give a webhook another secret and print it, this once. */
@Command(
        name = "rotate",
        description = "Give a webhook another secret and print it, this once; the one before signs too for 24 h.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks rotate 019b76da --workbook demo.duckdb"})
final class WebhooksRotateCommand extends WebhookCommand {
    WebhooksRotateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException, InterruptedException {
        var issue = workbook.manageWebhooks().rotate(meant.id(), editor());
        Outcomes.await(issue.submission());
        WebhookText.printSecret(
                out(),
                isJson(),
                meant.id(),
                issue.secret(),
                "The new secret of " + meant.settings().url());
    }
}
