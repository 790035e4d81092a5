package dev.ducksheet.testkit;

/** The twin takes files that are fetched as every store does. */
final class InMemoryFetchTest extends FetchContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
