package dev.ducksheet.testkit;

/** The twin remembers as it is told. */
final class InMemoryEarlierViewTest extends EarlierViewContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
