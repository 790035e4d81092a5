package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemoryRowsTest extends RowsContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
