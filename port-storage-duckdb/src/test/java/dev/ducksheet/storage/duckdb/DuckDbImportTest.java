package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.Cells;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.FileSender;
import dev.ducksheet.testkit.ImportContract;
import dev.ducksheet.testkit.StoreShelf;
import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of rows, merged into a file of DuckDB. */
class DuckDbImportTest extends ImportContract {
    private static final int ROWS = 400_000;
    private static final Merging ADD = new Merging(Merging.Mode.INSERT, List.of(), false, Merging.Misfits.LEFT_OUT);

    @TempDir
    Path folder;

    @Override
    protected StoreShelf shelf() {
        return new Shelf(folder, new RowCaching(1L << 30, 1));
    }

    @Test
    void a_replacement_leaves_the_row_of_a_misfit_that_only_the_merge_sees() {
        var code = new Column("code", Simple.TEXT, true, true, CellValue.none());
        var table = new Table("products", List.of(Column.of("sku", Simple.TEXT), code), List.of());
        try (var store = Books.open(folder.resolve("misfits.duckdb"));
                var core = CoreDriver.over(store)) {
            store.create(
                    table,
                    List.of(Cells.row("A1", "a"), Cells.row("B2", "b"), Cells.row("C3", "c"))
                            .iterator());
            var merging = new Merging(Merging.Mode.REPLACE, List.of("sku"), false, Merging.Misfits.LEFT_OUT);
            var file = Content.of("sku,code\nA1,a\nB2,a\n".getBytes(StandardCharsets.UTF_8));
            var job = FileSender.send(core.workbook().importFiles(), spec(merging), file);
            assertThat(job.counts()).isEqualTo(new RowCounts(2, 0, 0, 1, 0, 1, 1));
            assertThat(core.rows("products", "")).containsExactly(Cells.row("A1", "a"), Cells.row("B2", "b"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            file.csv    | sku,n~A,1~B,x~                                 | 3
            file.csv    | sku,n~A,1~~~B,x~                               | 3
            file.csv    | ~~sku,n~A,1~B,x~                               | 5
            file.csv    | sku,n~"A~~a",1~B,x~                            | 3
            file.csv    | sku,n~A,1~D,4,5~B,x~                           | 3 4
            file.csv    | sku,n~A,1~~~D,4,5~B,x~                         | 3 5
            file.csv    | n~1~~x~                                        | 4
            file.ndjson | {"sku":"A","n":1}~~rubbish~{"sku":"B","n":"x"} | 2 3
            """)
    void places_count_records_as_the_manual_says(String name, String text, String places) throws IOException {
        var table = new Table(
                "products", List.of(Column.of("sku", Simple.TEXT), Column.of("n", ColumnType.integer())), List.of());
        try (var store = Books.open(folder.resolve("places.duckdb"));
                var core = CoreDriver.over(store)) {
            store.create(table, List.<List<CellValue>>of().iterator());
            var imports = core.workbook().importFiles();
            var file = Content.of(text.replace('~', '\n').getBytes(StandardCharsets.UTF_8));
            var job = FileSender.send(imports, spec(name, ADD), file);
            try (var csv = imports.leftovers(job.id(), Leftovers.REJECTED).orElseThrow()) {
                var lines = new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines();
                assertThat(lines.filter(line -> line.matches("[0-9]+,.*")).map(line -> line.split(",", -1)[0]))
                        .containsExactly(places.split(" "));
            }
        }
    }

    private static ImportSpec spec(Merging merging) {
        return spec("file.csv", merging);
    }

    private static ImportSpec spec(String name, Merging merging) {
        return new ImportSpec(
                "products", merging, name, Optional.empty(), Dialect.sniffed(), Map.of(), OptionalLong.empty());
    }

    @Test
    void a_file_that_is_being_read_when_the_workbook_is_closed_is_read_by_the_next_process() {
        var file = folder.resolve("closed.duckdb");
        var table = new Table("products", List.of(Column.of("sku", Simple.TEXT)), List.of());
        Job job;
        try (var store = Books.open(file)) {
            store.create(table, List.<List<CellValue>>of().iterator());
            var core = CoreDriver.over(store);
            job = sendUntilRead(core.workbook().importFiles());
            core.close();
        }
        try (var core = CoreDriver.over(Books.open(file), 8)) {
            var ended = FileSender.ended(core.workbook().importFiles(), job);
            assertThat(ended.state()).as(ended.reason().orElse("")).isEqualTo(JobState.DONE);
            assertThat(core.rows("products", "")).hasSize(ROWS);
        }
    }

    /** Sends a file that takes a while to read, and returns when that has begun. */
    private static Job sendUntilRead(ImportFiles imports) {
        var merging = new Merging(Merging.Mode.UPSERT, List.of("sku"), false, Merging.Misfits.LEFT_OUT);
        var job = ((Opening.Opened) imports.open(spec(merging), false, Signature.of("ana"))).job();
        var reading = new CompletableFuture<Job>();
        imports.watch(job.id(), now -> {
            if (now.state() == JobState.PARSING) {
                reading.complete(now);
            }
        });
        try (var receiving = imports.receive(job.id(), 0).orElseThrow()) {
            var lines = new StringBuilder("sku\n");
            for (int i = 0; i < ROWS; i++) {
                lines.append("sku-").append(i).append('\n');
            }
            var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            receiving.write(bytes, 0, bytes.length);
            receiving.complete();
        }
        return Await.value(reading);
    }
}
