package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Faults;
import dev.ducksheet.testkit.Faults.Moment;
import dev.ducksheet.testkit.Faults.Point;
import dev.ducksheet.testkit.Workbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the tables of a file, with the store going away before and after each thing that it takes. */
class TableFaultsTest {
    private static final List<TableEdit> EDITS = List.of(
            new TableEdit.Create("new", List.of(ColumnDefinition.of("a", ColumnType.integer())), List.of()),
            new TableEdit.Alter(
                    "customer",
                    List.of(
                            new Alteration.Rename("city", "town"),
                            new Alteration.Drop("chain"),
                            new Alteration.Add(ColumnDefinition.of("note", ColumnType.Simple.TEXT)))),
            new TableEdit.Alter("sales", List.of(new Alteration.Retype("customer_id", ColumnType.Simple.TEXT))),
            new TableEdit.Aggregate(new Aggregation(
                    "sales_agg", new Grouped("sales", List.of("product_id"), "n", List.of()), Refresh.MANUAL)),
            new TableEdit.Drop("customer"));

    @TempDir
    private Path folder;

    private final Logger writerLog = Logger.getLogger("dev.ducksheet.core.application");
    private Path pristine;

    /** The tables of a file with all that is in them. */
    private record Content(List<Table> tables, List<List<List<CellValue>>> rows, long version) {}

    @BeforeEach
    void make() {
        writerLog.setLevel(Level.OFF); // it has much to say of faults that are meant
        pristine = folder.resolve("pristine.duckdb");
        try (var store = Books.open(pristine)) {
            Workbooks.demo(store);
        }
    }

    @AfterEach
    void logAgain() {
        writerLog.setLevel(null);
    }

    @Test
    void a_change_of_the_tables_is_there_as_a_whole_or_not_at_all() throws IOException {
        var nothing = content(pristine);
        for (var edit : EDITS) {
            var undisturbed = Faults.none();
            var file = copy();
            Await.done(submit(file, undisturbed, edit));
            var everything = content(file);
            assertThat(everything.tables()).isNotEqualTo(nothing.tables());
            var points = undisturbed.passed().stream()
                    .filter(point -> point.effect().startsWith("transaction.")
                            && !point.effect().equals("transaction.close"))
                    .toList();
            assertThat(points).anyMatch(point -> point.effect().matches("transaction.(create|alter|aggregate|drop)"));
            for (var point : points) {
                breakAt(point, edit, nothing, everything);
            }
        }
    }

    private void breakAt(Point point, TableEdit edit, Content nothing, Content everything) throws IOException {
        var file = copy();

        var lost = submit(file, Faults.at(point), edit);

        assertThat(Await.failure(lost)).as("%s of %s", point, edit).isInstanceOf(PortUnavailableException.class);
        boolean committed = point.equals(new Point("transaction.commit", Moment.AFTER, 1));
        assertThat(content(file)).as("%s of %s", point, edit).isEqualTo(committed ? everything : nothing);
    }

    private static CompletionStage<Outcome> submit(Path file, Faults faults, TableEdit edit) {
        try (var workbook = Ducksheet.open(faults.in(Books.open(file)), Clock.systemUTC(), new Random(1))) {
            return ((Submission.Queued) workbook.manageTables().submit(edit, Signature.anonymous())).outcome();
        }
    }

    private Path copy() throws IOException {
        var file = folder.resolve("copy.duckdb");
        Files.deleteIfExists(file);
        return Files.copy(pristine, file);
    }

    private static Content content(Path file) {
        var store = Books.open(file);
        try (var core = CoreDriver.over(store)) {
            var rows = new ArrayList<List<List<CellValue>>>();
            store.catalog().tables().forEach(table -> rows.add(core.rows(table.name(), "")));
            return new Content(
                    store.catalog().tables(), rows, store.head().version().number());
        }
    }
}
