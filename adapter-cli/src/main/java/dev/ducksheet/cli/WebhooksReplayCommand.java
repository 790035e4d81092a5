package dev.ducksheet.cli;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Have a message, or those of a range of versions, sent once more. */
@Command(
        name = "replay",
        description = "Have a message, or those of a range of versions, sent once more.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet webhooks replay 019b76da --from 3 --to 41 --workbook demo.duckdb"})
final class WebhooksReplayCommand extends WebhookCommand {
    @Option(names = "--delivery", paramLabel = "ID", description = "The message, as 'webhooks deliveries' shows it.")
    @Nullable
    private String delivery;

    @Option(names = "--from", paramLabel = "VERSION", description = "The first version.")
    @Nullable
    private Long from;

    @Option(names = "--to", paramLabel = "VERSION", description = "The last version (default: the first alone).")
    @Nullable
    private Long to;

    WebhooksReplayCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook, Shown meant) throws IOException, InterruptedException {
        if (delivery != null && from == null && to == null) {
            report(workbook.manageWebhooks().replay(delivery, editor()), "It is sent once more.");
        } else if (delivery == null && from != null) {
            long last = to == null ? from : to;
            report(
                    workbook.manageWebhooks().replay(meant.id(), version(from), version(last), editor()),
                    "Versions " + from + " to " + last + " are sent once more.");
        } else {
            throw usage("which messages? Give --delivery ID, or --from VERSION and maybe --to VERSION");
        }
    }

    private Version version(long number) {
        if (number < 1) {
            throw usage("a version is at least 1, not " + number);
        }
        return new Version(number);
    }
}
