package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemoryPivotTest extends PivotContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
