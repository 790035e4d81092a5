package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.FileSender;
import dev.ducksheet.testkit.files.BrokenFile;
import dev.ducksheet.testkit.files.BrokenFiles;
import dev.ducksheet.testkit.files.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever file comes, it ends in a clear reason or in rejects, nothing is half merged, and the next one is served. */
class BrokenFilesTest {
    private static final long HUGE = 40L << 20;
    private static final Merging BY_SKU =
            new Merging(Merging.Mode.UPSERT, List.of("sku"), true, Merging.Misfits.LEFT_OUT);

    @TempDir
    Path folder;

    private CoreDriver core;

    @TestFactory
    Stream<DynamicTest> every_file_ends_as_a_careful_importer_would_end_it() {
        var store = DuckDbWorkbookStore.open(folder.resolve("book.duckdb"), DuckDbSettings.defaults(new Random(7)));
        var files = BrokenFiles.all(HUGE);
        for (int i = 0; i < files.size(); i++) {
            store.create(products(i), List.<List<CellValue>>of().iterator());
        }
        core = CoreDriver.over(store);
        return Stream.iterate(0, i -> i < files.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(
                        files.get(i).name(),
                        () -> import_(files.get(i), products(i).name())))
                .onClose(core::close);
    }

    private static Table products(int number) {
        return new Table(
                "products" + number,
                Stream.of("sku", "name", "description")
                        .map(name -> Column.of(name, Simple.TEXT))
                        .toList(),
                List.of());
    }

    private void import_(BrokenFile file, String table) {
        var imports = core.workbook().importFiles();
        var spec = new ImportSpec(
                table, BY_SKU, file.fileName(), Optional.empty(), Dialect.sniffed(), Map.of(), OptionalLong.empty());
        var ended = FileSender.send(imports, spec, file.content());
        var rows = core.rows(table, "");
        assertThat(file.expectation().isMetBy(ending(ended, rows.size())))
                .as(file.expectation() + " because " + file.because() + ", not " + ended.state() + " " + ended.counts()
                        + " " + ended.reason().orElse("") + " with " + rows.size() + " rows: "
                        + rows.stream().limit(3).toList())
                .isTrue();
        ended.reason().ifPresent(reason -> assertThat(reason).doesNotContain(folder.toString(), "stage.db", "Error:"));
    }

    private static Ending ending(Job job, int rows) {
        return job.state() == JobState.DONE
                ? new Ending.Imported(rows, job.counts().rejected())
                : new Ending.Refused(job.reason().orElse(""));
    }
}
