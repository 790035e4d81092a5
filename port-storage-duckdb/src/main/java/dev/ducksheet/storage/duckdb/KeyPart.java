package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Axis.Part;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A part of a rollup's key that comes from one place: for each leaf a number, from which the key's cells follow. */
sealed interface KeyPart {
    /** The number of a leaf that finds nothing there. */
    long NOTHING = Long.MIN_VALUE;

    /**
     * A cell of the key.
     *
     * @param place in the key
     * @param column the name of the column it shows
     */
    record Slot(int place, ColumnType type, String column, Part part) {
        String shown(String alias) {
            var name = alias + "." + Sql.column(column);
            return part == Part.VALUE ? Types.shown(type, name) : Axes.shown(part, name);
        }
    }

    /** Returns the SQL of the number. */
    String code();

    List<Slot> slots();

    /** Returns the cells of the slots for each of these numbers. */
    List<List<CellValue>> decode(Session session, long[] codes) throws SQLException;

    /** Cells of a row of some table; the number is the row id. */
    record OfRow(String table, String code, List<Slot> slots) implements KeyPart {
        @Override
        public List<List<CellValue>> decode(Session session, long[] codes) throws SQLException {
            var decoded = new ArrayList<>(
                    Collections.nCopies(codes.length, Collections.nCopies(slots.size(), CellValue.none())));
            var sql = Sql.of("SELECT s.c1, "
                    + slots.stream().map(slot -> slot.shown("b")).collect(Collectors.joining(", ")) + " FROM "
                    + Staging.TABLE + " s JOIN " + Sql.sheet(table) + " b ON b.rowid = s.c0");
            try (var rows = session.query(sql, Staged.rowIds(codes))) {
                while (rows.next()) {
                    var places = rows.column(0);
                    for (int i = 0; i < rows.size(); i++) {
                        decoded.set((int) places.getLong(i), cells(rows, i));
                    }
                }
            }
            return decoded;
        }

        private List<CellValue> cells(Rows rows, int row) {
            var cells = new ArrayList<CellValue>(slots.size());
            for (int i = 0; i < slots.size(); i++) {
                cells.add(Cells.read(slots.get(i).type(), rows.column(i + 1), row));
            }
            return cells;
        }
    }

    /** A part of the leaf's own day; the number is its grain. */
    record OfDay(Slot slot) implements KeyPart {
        @Override
        public String code() {
            return Axes.code(slot.part(), Joins.base(slot.column()));
        }

        @Override
        public List<Slot> slots() {
            return List.of(slot);
        }

        @Override
        public List<List<CellValue>> decode(Session session, long[] codes) {
            var decoded = new ArrayList<List<CellValue>>(codes.length);
            for (long code : codes) {
                decoded.add(List.of(code == NOTHING ? CellValue.none() : CellValue.of(Axes.textOf(slot.part(), code))));
            }
            return decoded;
        }
    }
}
