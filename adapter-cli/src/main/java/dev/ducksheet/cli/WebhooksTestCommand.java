package dev.ducksheet.cli;

import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.ManageWebhooks.Trial;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Send a message that tells of nothing, and show how that went. */
@Command(
        name = "test",
        description = "Send a message that tells of nothing, and show how that went; ends with 3 if it did not arrive.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks test 019b76da --url http://127.0.0.1:8080"})
final class WebhooksTestCommand extends WebhookCommand {
    WebhooksTestCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException, InterruptedException {
        if (!(workbook.manageWebhooks().test(meant.id()) instanceof Trial.Made made)) {
            throw CommandFailedException.refused("there is no such webhook any more");
        }
        var attempt = made.attempt();
        String told = WebhookText.told(attempt);
        if (isJson()) {
            WebhookText.print(out(), attempt);
        } else {
            out().println(told);
        }
        if (!attempt.reply().isSuccess()) {
            throw CommandFailedException.refused("the message did not arrive: " + told);
        }
    }
}
