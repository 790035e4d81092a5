package dev.ducksheet.testkit;

/** The twin keeps the contract. */
final class InMemoryWorkbookStoreTest extends WorkbookStoreContract {

    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
