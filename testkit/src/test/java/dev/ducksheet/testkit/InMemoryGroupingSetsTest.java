package dev.ducksheet.testkit;

/** The twin keeps the contract of grouping sets. */
final class InMemoryGroupingSetsTest extends GroupingSetsContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
