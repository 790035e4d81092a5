package dev.ducksheet.bench;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.model.CellValue;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

/** The floor of single-cell sets: one prepared UPDATE of {@code item}, and its commit, for each. Used by one thread. */
final class OneByOne implements StandInWorkbook.Applying, AutoCloseable {
    private final BareEngine engine;
    private final PreparedStatement update;

    OneByOne(Path file) throws SQLException {
        engine = BareEngine.open(file);
        update = engine.connection().prepareStatement("UPDATE item SET q = ? WHERE id = ?");
    }

    void set(long id, long q) throws SQLException {
        update.setLong(1, q);
        update.setLong(2, id);
        update.executeUpdate();
    }

    @Override
    public void apply(CellUpdate set) throws SQLException {
        var id = Objects.requireNonNull(
                set.condition().equalities().orElseThrow().get("id"));
        set(number(id), number(((Operation.Set) set.operation()).value()));
    }

    private static long number(CellValue cell) {
        return ((CellValue.Exact) cell).number().longValueExact();
    }

    @Override
    public void close() throws SQLException {
        engine.close();
    }
}
