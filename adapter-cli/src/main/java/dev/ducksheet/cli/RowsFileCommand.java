package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Progress;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that sends the rows of a file: at once if they are few, else in pieces that are each a unit of their own. */
abstract class RowsFileCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "CSV with a header line, or JSON objects, one after the other or in an array; - for standard"
                    + " input. More than 10,000 rows are sent in pieces.")
    private String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: csv for a FILE named so, else json).")
    private RowsFile.@Nullable Format format;

    @Option(names = "--json", description = "Print JSON, one object for each piece.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    private long inserted;
    private long updated;
    private long rowsBefore;

    RowsFileCommand(Context context) {
        super(context);
    }

    /** Returns the change that brings these rows. */
    abstract RowEdit edit(String table, List<Map<String, CellValue>> rows);

    @Override
    final void run(Workbook workbook) throws IOException, InterruptedException {
        try (var rows = RowsFile.open(file, format == null ? RowsFile.Format.of(file) : format);
                var progress = new Progress(
                        err(),
                        context().terminal().err() && rows.size() > 0,
                        rows.name(),
                        rows.size(),
                        context().nanos())) {
            var pieces = new RowPieces(rows, source() instanceof WorkbookSource.Remote);
            var first = send(workbook, pieces.next());
            var last = first;
            while (!pieces.isDone()) {
                progress.reach(rows.position());
                last = send(workbook, pieces.next());
            }
            tell(first, last);
        } catch (CommandFailedException e) {
            throw e.after(howFar());
        } catch (PortUnavailableException e) {
            throw rowsBefore == 0 ? e : CommandFailedException.away(e.getMessage() + howFar());
        }
    }

    private Outcome.Applied send(Workbook workbook, List<Map<String, CellValue>> rows)
            throws IOException, InterruptedException {
        var submission = workbook.editRows().submit(edit(table, rows), Signature.of(editor.name()));
        var applied = (Outcome.Applied) Outcomes.await(submission, rowsBefore);
        var event = (Event.RowsInserted) applied.event();
        inserted += event.inserted();
        updated += event.updated();
        rowsBefore += rows.size();
        if (json) {
            OutcomeJson.print(out(), applied);
        }
        return applied;
    }

    private void tell(Outcome.Applied first, Outcome.Applied last) {
        if (!json) {
            out().println(last.sheet() + ": " + Counts.of(inserted, "row") + " inserted, " + updated + " updated, "
                    + versions(first.version(), last.version()));
        }
    }

    private static String versions(Version first, Version last) {
        return first.equals(last) ? "version " + last : "versions " + first + " to " + last;
    }

    private String howFar() {
        return rowsBefore == 0
                ? ""
                : "%nRows 1 to %d of %s are in; the next piece begins with row %d."
                        .formatted(rowsBefore, file.equals("-") ? "the input" : file, rowsBefore + 1);
    }
}
