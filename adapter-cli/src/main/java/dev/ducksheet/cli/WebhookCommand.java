package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about one webhook. */
abstract class WebhookCommand extends WorkbookCommand {
    @Parameters(
            paramLabel = "WEBHOOK",
            description = "Its id, or the beginning of it that no other has, or its URL; 'webhooks list' shows them.")
    private String webhook;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    WebhookCommand(Context context) {
        super(context);
    }

    @Override
    final void run(Workbook workbook) throws IOException, InterruptedException {
        run(workbook, find(workbook));
    }

    /** Does the work. */
    abstract void run(Workbook workbook, Shown meant) throws IOException, InterruptedException;

    private Shown find(Workbook workbook) {
        List<Shown> meant = workbook.manageWebhooks().webhooks().stream()
                .filter(it -> it.id().toString().startsWith(webhook)
                        || it.settings().url().equals(webhook))
                .toList();
        if (meant.size() != 1) {
            throw CommandFailedException.refused(
                    "there " + (meant.isEmpty() ? "is no webhook '" : "are several webhooks '") + webhook
                            + "'; 'ducksheet webhooks list' shows them");
        }
        return meant.get(0);
    }

    final boolean isJson() {
        return json;
    }

    final String editor() {
        return editor.name();
    }

    /** Changes a webhook and says so. */
    final void change(Workbook workbook, UpdateId id, List<WebhookChange> changes, String done)
            throws IOException, InterruptedException {
        report(workbook.manageWebhooks().change(id, changes, editor()), done);
    }

    /** Waits for what becomes of a submission, and says so. */
    final void report(Submission submission, String done) throws IOException, InterruptedException {
        Outcome outcome = Outcomes.await(submission);
        if (json) {
            OutcomeJson.print(out(), outcome);
        } else {
            out().println(done);
        }
    }
}
