package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a webhook. */
@Command(
        name = "create",
        description = "Create a webhook and print its secret, this once.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet webhooks create https://example.com/hook --workbook demo.duckdb",
            "  ducksheet webhooks create https://example.com/ --table sales --where \"quantity > 50\" --workbook demo.duckdb"
        })
final class WebhooksCreateCommand extends WorkbookCommand {
    @Parameters(paramLabel = "ADDRESS", description = "Where messages go, such as https://example.com/hook.")
    private String address;

    @Mixin
    private WebhookOptions told = new WebhookOptions();

    @Option(names = "--disabled", description = "Send nothing until it is enabled.")
    private boolean disabled;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    WebhooksCreateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        var settings = new WebhookSettings(address, told.types(), told.filter(), told.description());
        Standing standing = disabled ? new Standing.Disabled("not enabled yet") : new Standing.Enabled();
        var issue = workbook.manageWebhooks().create(settings, standing, editor.name());
        var outcome = Outcomes.await(issue.submission());
        WebhookText.printSecret(out(), json, outcome.id(), issue.secret(), "Created the webhook to " + address);
    }
}
