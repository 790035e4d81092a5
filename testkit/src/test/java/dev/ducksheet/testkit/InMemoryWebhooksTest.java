package dev.ducksheet.testkit;

/** What is kept of webhooks in the twin. */
final class InMemoryWebhooksTest extends WebhooksContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
