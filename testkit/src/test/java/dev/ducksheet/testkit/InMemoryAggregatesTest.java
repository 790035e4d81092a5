package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemoryAggregatesTest extends AggregatesContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
