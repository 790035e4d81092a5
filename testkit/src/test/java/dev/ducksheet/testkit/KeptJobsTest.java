package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which jobs that are over are remembered. */
final class KeptJobsTest {
    private static final int KEPT = 200;

    @Test
    void of_many_jobs_the_newest_are_kept_and_those_that_may_be_asked_for_again() {
        var store = new InMemoryWorkbookStore();
        store.create(
                new Table("products", List.of(Column.of("sku", Simple.TEXT)), List.of()),
                List.<List<CellValue>>of().iterator());
        try (var workbook = Ducksheet.open(store, Clock.systemUTC(), new Random(7))) {
            var imports = workbook.importFiles();
            var keyed = new Signature("ana", new Idempotency.Keyed("k1", "a"));
            var first = send(imports, Signature.of("ana"));
            var second = send(imports, keyed);
            for (int i = 0; i <= KEPT; i++) {
                send(imports, Signature.of("ana"));
            }
            assertThat(imports.job(first.id())).isEmpty();
            assertThat(imports.open(spec(), false, keyed)).isEqualTo(new Opening.Opened(second, true));
        }
    }

    private static Job send(ImportFiles imports, Signature signature) {
        return FileSender.send(imports, spec(), signature, Content.of("sku\nA1\n".getBytes(StandardCharsets.UTF_8)));
    }

    private static ImportSpec spec() {
        return new ImportSpec(
                "products",
                new Merging(Merging.Mode.INSERT, List.of(), false, Merging.Misfits.LEFT_OUT),
                "file.csv",
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.empty(),
                Optional.empty());
    }
}
