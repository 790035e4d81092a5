package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemoryHistoryTest extends HistoryContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
