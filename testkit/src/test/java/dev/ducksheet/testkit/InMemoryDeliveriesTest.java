package dev.ducksheet.testkit;

/** Messages to webhooks in the twin. */
final class InMemoryDeliveriesTest extends DeliveriesContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
