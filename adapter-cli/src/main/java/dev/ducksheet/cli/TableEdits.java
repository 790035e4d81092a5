package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Submits a change of the tables and prints what came of it. */
final class TableEdits {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    void submit(WorkbookCommand command, Workbook workbook, TableEdit edit, String done)
            throws IOException, InterruptedException {
        Outcome outcome = Outcomes.await(workbook.manageTables().submit(edit, Signature.of(editor.name())));
        if (json) {
            OutcomeJson.print(command.out(), outcome);
        } else if (outcome instanceof Outcome.Applied applied) {
            command.out().println(done + " " + edit.table() + ", version " + applied.version());
        }
    }
}
