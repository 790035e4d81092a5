package dev.ducksheet.testkit;

/** What is kept of webhooks in the twin. */
final class InMemoryWebhooksTest extends WebhookLedgerContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
