package dev.ducksheet.cli.e2e;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.HttpSettings;
import dev.ducksheet.http.Metrics;
import dev.ducksheet.storage.duckdb.DuckDbRowFiles;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A server in this process, on a DuckDB file and a port that is free. */
final class Server implements AutoCloseable {
    private final Workbook workbook;
    private final HttpServer http;
    private final Runnable filesEnd;

    private Server(Workbook workbook, RowFiles files, Runnable filesEnd) {
        this.workbook = workbook;
        this.filesEnd = filesEnd;
        http = HttpServer.start(workbook, HttpSettings.defaults("test"), Metrics.NONE, files);
    }

    /** Opens a file. */
    static DuckDbWorkbookStore store(Path file) {
        return DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(new Random(1)));
    }

    /** Makes a file with these sheets. */
    static void make(Path file, Consumer<WorkbookLoader> sheets) {
        try (var store = store(file)) {
            sheets.accept(store);
        }
    }

    /** Serves a file. */
    static Server on(Path file) {
        return on(file, store -> store);
    }

    /** Serves a file with something between it and the core. */
    static Server on(Path file, UnaryOperator<WorkbookStore> between) {
        var files = DuckDbRowFiles.in(Path.of(file + ".spool"));
        return new Server(
                Ducksheet.open(between.apply(store(file)), Clock.systemUTC(), new Random(2)), files, files::close);
    }

    /** Serves a store, without rows in files. */
    static Server over(WorkbookStore store) {
        return new Server(Ducksheet.open(store, Clock.systemUTC(), new Random(2)), HttpServer.NO_FILES, () -> {});
    }

    Workbook workbook() {
        return workbook;
    }

    URI uri() {
        return http.uri();
    }

    Api api() {
        return new Api(http.uri());
    }

    @Override
    public void close() {
        http.close();
        filesEnd.run();
        workbook.close();
    }
}
