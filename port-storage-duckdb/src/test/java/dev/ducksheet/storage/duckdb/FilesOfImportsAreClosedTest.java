package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.QueryResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine may read the folder of files on their way into tables, and nobody can make it do so for him. */
class FilesOfImportsAreClosedTest {
    private static final Merging MERGING =
            new Merging(Merging.Mode.UPSERT, List.of("sku"), false, Merging.Misfits.LEFT_OUT);

    @TempDir
    Path folder;

    @Test
    void no_query_reads_a_file_or_what_was_read_of_it_even_while_it_is_merged() throws Exception {
        var table = new Table("products", List.of(Column.of("sku", Simple.TEXT)), List.of());
        try (var store = Books.open(folder.resolve("book.duckdb"))) {
            store.create(table, List.<List<CellValue>>of().iterator());
            var spec = new ImportSpec(
                    "products",
                    MERGING,
                    "file.csv",
                    Optional.empty(),
                    Dialect.sniffed(),
                    Map.of(),
                    OptionalLong.empty());
            var job = Job.created(new UpdateId(new UUID(1, 2)), spec, Signature.of("ana"), false, Instant.EPOCH);
            store.imports().save(job);
            try (var spool = store.imports().spool(job.id(), 0)) {
                var bytes = "sku\nsecret\n".getBytes(StandardCharsets.UTF_8);
                spool.write(bytes, 0, bytes.length);
            }
            var ready = store.imports().read(job, table, (rows, share) -> {}, new Cancellation());
            store.imports().adopt(job.id(), ready.attempt());
            try (var transaction = store.begin();
                    var merger = transaction.merge(table, job.id(), MERGING)) {
                assertThat(merger.inserted()).isEqualTo(1);
                var files =
                        folder.resolve("book.duckdb.imports").resolve(job.id().toString());
                assertThat(Files.exists(files.resolve("file"))).isTrue();
                var database = DuckDbImports.database(job.id());
                for (var sql : List.of(
                        "SELECT * FROM '" + files.resolve("file") + "'",
                        "SELECT * FROM read_csv('" + files.resolve("file") + "')",
                        "SELECT * FROM read_text('" + files.resolve("job.properties") + "')",
                        "SELECT * FROM glob('" + files + "/*')",
                        "SELECT * FROM " + database + ".rows",
                        "SELECT * FROM \"" + database + "\".main.rows",
                        "SELECT * FROM duckdb_databases()",
                        "ATTACH '" + files.resolve("stage.db") + "' AS mine",
                        "COPY products TO '" + files.resolve("leak.csv") + "'")) {
                    assertThat(Books.query(store, sql)).as(sql).isInstanceOf(QueryResult.Rejected.class);
                }
            }
        }
    }
}
