package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemorySavedQueriesTest extends SavedQueriesContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
