package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemoryUndoTest extends UndoContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
