package dev.ducksheet.testkit;

/** The twin shows measures as the contract says. */
final class InMemoryShownMeasuresTest extends ShownMeasuresContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
