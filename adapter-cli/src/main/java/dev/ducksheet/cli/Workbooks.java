package dev.ducksheet.cli;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.seed.DemoTable;
import dev.ducksheet.seed.DemoWorkbook;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Opens, fills and serves workbooks. */
interface Workbooks {

    /**
     * Opens a workbook in this process or behind a URL.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if it is away
     */
    Workbook open(WorkbookSource source);

    /**
     * Opens the workbook of a file in this process, and creates it if it is missing.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if it cannot be opened
     */
    Workbook create(Path file);

    /**
     * Opens the workbook of a file in this process as its one writer, behind the queue that the settings name; the file
     * is created if it is missing.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the file or the queue cannot be opened, or another
     *     server writes this workbook
     */
    Workbook host(Path file, ServeSettings settings);

    /**
     * Opens the workbook that another server of the same queue writes: edits, outcomes and changes, without the file.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the queue cannot be opened
     */
    Workbook front(ServeSettings settings);

    /**
     * Opens the dead letters of a queue.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the queue is away
     */
    DeadLetters deadLetters(String queue);

    /**
     * Opens a worker that reads the files of a workbook's imports for the server on that queue.
     *
     * @param file of the workbook, which is not opened
     * @throws dev.ducksheet.core.port.PortUnavailableException if the queue is away
     */
    Worker worker(Path file, String queue);

    /** Returns the live feed of a server. */
    LiveFeed feed(WorkbookSource.Remote server);

    /**
     * Puts a demo workbook into a file, which is created if it is missing.
     *
     * @param reading is asked for the rows of each table, so that it may watch them
     * @throws CommandFailedException if a table of that name is there
     */
    void fill(Path file, DemoWorkbook demo, Reading reading);

    /** Serves a workbook until the service is closed; the workbook stays the caller's to close. */
    Service serve(Workbook workbook, ServeSettings settings);

    /** Gives the rows of a table. */
    @FunctionalInterface
    interface Reading {
        Iterator<List<CellValue>> rowsOf(DemoTable table);
    }

    /** A worker. */
    interface Worker extends AutoCloseable {
        /**
         * Works until it is closed.
         *
         * @throws dev.ducksheet.core.port.PortUnavailableException if it does not see the files that it is to read
         */
        void run();

        /** Has it end, and waits for that. Repeatable. */
        @Override
        void close();
    }

    /** A server at work. */
    interface Service extends AutoCloseable {
        /** Returns the port that it listens on. */
        int port();

        @Override
        void close();
    }
}
