package dev.ducksheet.testkit;

import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.ImportStore;

/** The twin reads files as every store does. */
final class InMemoryFileReadersTest extends FileReadersContract {
    private final ImportStore files = new InMemoryWorkbookStore().imports();

    @Override
    protected ImportStore files() {
        return files;
    }

    @Override
    protected FileReaders readers() {
        return files;
    }
}
