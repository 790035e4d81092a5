package dev.ducksheet.testkit;

/** The twin keeps the contract of measures. */
final class InMemoryMeasuresTest extends MeasuresContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
