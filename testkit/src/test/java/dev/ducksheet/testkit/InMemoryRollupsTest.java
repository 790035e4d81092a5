package dev.ducksheet.testkit;

/** The twin does as it is told. */
final class InMemoryRollupsTest extends RollupsContract {
    @Override
    protected StoreShelf shelf() {
        return StoreShelf.inMemory();
    }
}
