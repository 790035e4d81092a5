package dev.ducksheet.cli.e2e;

import dev.ducksheet.core.model.ColumnType;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of processes on a workbook with a small tree in it, made anew for each test. */
abstract class OnTree {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 2, 2, 2, 2);

    @TempDir
    private Path folder;

    /** The workbook. */
    final Path file() {
        return folder.resolve("w.duckdb");
    }

    @BeforeEach
    final void makeWorkbook() {
        Server.make(file(), TREE::load);
    }

    /** Returns the way to a server, once that answers for whether it is ready. */
    static Api ready(Cli server) {
        var api = new Api(server.uri());
        Eventually.is(200, () -> api.get("/health/readiness").status());
        return api;
    }
}
