package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Submits a change of rows by a condition and prints what came of it. */
final class RowEdits {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    void submit(WorkbookCommand command, Workbook workbook, RowEdit edit) throws IOException, InterruptedException {
        Outcome outcome = Outcomes.await(workbook.editRows().submit(edit, Signature.of(editor.name())));
        if (json) {
            OutcomeJson.print(command.out(), outcome);
        } else if (outcome instanceof Outcome.Applied applied) {
            command.out().println(done(applied) + ", version " + applied.version());
        }
    }

    private static String done(Outcome.Applied applied) {
        String what = applied.event() instanceof Event.RowsDeleted ? " deleted" : " updated";
        return applied.sheet() + ": " + Counts.of(applied.rows(), "row") + what;
    }
}
