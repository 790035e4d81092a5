package dev.ducksheet.cli;

import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes a webhook. */
@Command(
        name = "update",
        description = "Change where a webhook's messages go, and of what they tell.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet webhooks update 019b76da --to https://example.com/other --workbook demo.duckdb",
            "  ducksheet webhooks update 019b76da --type 'rows.*' --all-tables --workbook demo.duckdb"
        })
final class WebhooksUpdateCommand extends WebhookCommand {
    @Option(names = "--to", paramLabel = "ADDRESS", description = "Where messages go.")
    @Nullable
    private String address;

    @Option(names = "--all-tables", description = "What happens to every table, instead of one.")
    private boolean allTables;

    @Mixin
    private WebhookOptions told = new WebhookOptions();

    WebhooksUpdateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException, InterruptedException {
        List<WebhookChange> changes = changes();
        if (changes.isEmpty()) {
            throw usage("what is to change? Give --to, --type, --table, --where, --all-tables or --description");
        }
        change(workbook, meant.id(), changes, "Changed the webhook " + meant.id());
    }

    private List<WebhookChange> changes() {
        List<WebhookChange> changes = new ArrayList<>();
        if (address != null) {
            changes.add(new WebhookChange.Url(address));
        }
        if (told.hasTypes()) {
            changes.add(new WebhookChange.Types(told.types()));
        }
        if (allTables && told.hasFilter()) {
            throw usage("--all-tables and --table exclude each other");
        }
        if (allTables || told.hasFilter()) {
            changes.add(new WebhookChange.Filter(allTables ? new WebhookFilter.Everything() : told.filter()));
        }
        if (told.hasDescription()) {
            changes.add(new WebhookChange.Description(told.description()));
        }
        return changes;
    }
}
