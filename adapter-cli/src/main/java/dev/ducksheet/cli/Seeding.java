package dev.ducksheet.cli;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.seed.DemoTable;
import dev.ducksheet.seed.DemoWorkbook;

/** Puts a demo workbook into an empty one. */
final class Seeding {
    private Seeding() {}

    static void fill(WorkbookLoader loader, DemoWorkbook demo, Workbooks.Reading reading) {
        try {
            for (DemoTable table : demo.tables()) {
                loader.create(table.table(), reading.rowsOf(table));
            }
            loader.define(demo.rollup());
            demo.views().forEach(view -> loader.define(view.name(), view.definition()));
        } catch (WorkbookLoader.AlreadyExistsException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }
}
