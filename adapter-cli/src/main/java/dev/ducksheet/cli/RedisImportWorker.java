package dev.ducksheet.cli;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.queue.redis.ForeignOrderException;
import dev.ducksheet.queue.redis.RedisWorker;
import dev.ducksheet.storage.duckdb.DuckDbImports;
import java.nio.file.Path;

/** A worker that a Redis gives orders to, at the files beside a workbook. */
record RedisImportWorker(Path workbook, DuckDbImports imports, RedisWorker worker) implements Workbooks.Worker {

    @Override
    public void run() {
        try {
            worker.run();
        } catch (ForeignOrderException e) {
            throw new PortUnavailableException(
                    e.getMessage() + " beside " + workbook
                            + "; name the workbook that the server has, where its disk is seen",
                    e);
        }
    }

    @Override
    public void close() {
        worker.close();
        imports.close();
    }
}
