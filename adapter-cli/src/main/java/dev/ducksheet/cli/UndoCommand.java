package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a version back. */
@Command(
        name = "undo",
        description = "Take a version back, all that it did to cells and rows; what changed since is not overwritten."
                + " The undo is a version of its own, and can be taken back in turn.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet undo 41 --workbook demo.duckdb",
            "  ducksheet undo 41 --url http://127.0.0.1:8080 --json"
        })
final class UndoCommand extends WorkbookCommand {
    @Parameters(paramLabel = "VERSION", description = "The version; 'ducksheet history' shows which there are.")
    private String version;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    UndoCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        if (!version.matches("0|[1-9][0-9]{0,17}")) {
            throw usage("VERSION is '" + version + "'; it is a number such as 41");
        }
        var undone = new Version(Long.parseLong(version));
        Outcome outcome = Outcomes.await(workbook.undoVersion().undo(undone, Signature.of(editor.name())));
        if (json) {
            OutcomeJson.print(out(), outcome);
        } else if (outcome instanceof Outcome.Applied applied) {
            out().println("Took version " + undone + " back: " + Counts.of(applied.rows(), "row") + " of "
                    + applied.sheet() + ", version " + applied.version());
        }
    }
}
