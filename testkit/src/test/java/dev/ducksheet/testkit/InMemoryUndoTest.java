package dev.ducksheet.testkit;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;

/** The twin does as it is told. */
final class InMemoryUndoTest extends UndoContract {
    @Override
    protected WorkbookStore open() {
        return new InMemoryWorkbookStore();
    }

    @Override
    protected WorkbookLoader loader(WorkbookStore store) {
        return (WorkbookLoader) store;
    }

    @Override
    protected WorkbookStore reopen(WorkbookStore store) {
        return ((InMemoryWorkbookStore) store).reopen();
    }
}
