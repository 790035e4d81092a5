package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemoryTablesTest extends TablesContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
