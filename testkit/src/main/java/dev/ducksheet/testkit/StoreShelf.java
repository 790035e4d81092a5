package dev.ducksheet.testkit;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;

/** Where the tests of a store take their workbooks from. */
public interface StoreShelf {

    /** Opens a new, empty workbook. */
    WorkbookStore open();

    /** Returns what fills this open workbook. */
    WorkbookLoader loader(WorkbookStore store);

    /** Closes the workbook and opens it again, as a process does that starts anew. */
    WorkbookStore reopen(WorkbookStore store);

    /** Returns the shelf of the in-memory twin. */
    static StoreShelf inMemory() {
        return new StoreShelf() {
            @Override
            public WorkbookStore open() {
                return new InMemoryWorkbookStore();
            }

            @Override
            public WorkbookLoader loader(WorkbookStore store) {
                return (WorkbookLoader) store;
            }

            @Override
            public WorkbookStore reopen(WorkbookStore store) {
                return ((InMemoryWorkbookStore) store).reopen();
            }
        };
    }
}
