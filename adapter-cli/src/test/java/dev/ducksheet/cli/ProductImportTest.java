package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Merging.Misfits;
import dev.ducksheet.core.edit.Merging.Mode;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.seed.ProductFile;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.FileSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of half a million products, whose counts are known, comes in as it should. */
class ProductImportTest {
    private static final ProductFile FILE = ProductFile.of(ProductFile.ORIGINAL_RECORDS, 7);

    @TempDir
    Path folder;

    private CoreDriver core;

    @BeforeEach
    void openWorkbook() {
        var store = DuckDbWorkbookStore.open(folder.resolve("book.duckdb"), DuckDbSettings.defaults(new Random(7)));
        var columns = Stream.concat(
                Stream.of("sku", "name", "description").map(name -> Column.of(name, Simple.TEXT)),
                Stream.of(new Column("active", Simple.BOOLEAN, false, false, CellValue.of(true))));
        store.create(
                new Table("products", columns.toList(), List.of()),
                List.<List<CellValue>>of().iterator());
        core = CoreDriver.over(store);
    }

    @AfterEach
    void closeWorkbook() {
        core.close();
    }

    private Job send(ProductFile file, String... key) {
        var spec = new ImportSpec(
                "products",
                new Merging(Mode.UPSERT, List.of(key), true, Misfits.LEFT_OUT),
                "products.csv",
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.empty());
        var job = FileSender.send(core.workbook().importFiles(), spec, out -> file.writeTo(out, () -> {}));
        assertThat(job.state()).as(job.reason().orElse("no reason")).isEqualTo(JobState.DONE);
        return job;
    }

    private long leftOut(Job job, Leftovers which) {
        try (var csv = core.workbook().importFiles().leftovers(job.id(), which).orElseThrow()) {
            var text = new String(csv.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return text.lines().filter(line -> line.matches("[0-9]+,.*")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void under_the_key_sku_there_are_as_many_rows_as_skus_and_the_same_file_again_changes_nothing() {
        var counts = FILE.counts();
        assertThat(counts.skus()).isEqualTo(466_693);
        var first = send(FILE, "sku");
        assertThat(first.counts())
                .isEqualTo(new RowCounts(
                        counts.records(), counts.skus(), 0, 0, counts.supersededBySku(), counts.rejected(), 0));
        assertThat(leftOut(first, Leftovers.REJECTED)).isEqualTo(counts.rejected());
        assertThat(leftOut(first, Leftovers.SUPERSEDED)).isEqualTo(counts.supersededBySku());
        var again = send(FILE, "sku");
        assertThat(again.counts())
                .isEqualTo(new RowCounts(
                        counts.records(), 0, 0, counts.skus(), counts.supersededBySku(), counts.rejected(), 0));
        var revised = send(FILE.revised(), "sku");
        var difference = FILE.revised().difference();
        assertThat(revised.counts().inserted()).isEqualTo(difference.added());
        assertThat(revised.counts().updated()).isEqualTo(difference.updated());
        assertThat(revised.counts().unchanged()).isEqualTo(difference.unchanged());
    }

    @Test
    void under_the_key_sku_and_name_there_are_as_many_rows_as_pairs() {
        var counts = FILE.counts();
        assertThat(counts.pairs()).isEqualTo(499_994);
        assertThat(counts.names()).isEqualTo(222_024);
        var job = send(FILE, "sku", "name");
        assertThat(job.counts())
                .isEqualTo(new RowCounts(
                        counts.records(), counts.pairs(), 0, 0, counts.supersededByPair(), counts.rejected(), 0));
        assertThat(countedByName()).isEqualTo(job.counts().inserted());
    }

    private long countedByName() {
        var rows = new Grouped("products", List.of("name"), "no_of_products", List.of());
        var edit = new TableEdit.Aggregate(new Aggregation("products_agg", rows, Refresh.MANUAL));
        assertThat(core.edit(edit)).isInstanceOf(Outcome.Applied.class);
        return core.column("products_agg", "no_of_products").stream()
                .mapToLong(cell -> ((CellValue.Exact) cell).number().longValueExact())
                .sum();
    }
}
