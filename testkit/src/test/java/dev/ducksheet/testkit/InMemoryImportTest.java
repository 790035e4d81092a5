package dev.ducksheet.testkit;

/** The twin takes files as every store does. */
final class InMemoryImportTest extends ImportContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
