package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Axis.Part;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says of each leaf in which row of a rollup it counts, without an object per leaf: the statement gives a few numbers
 * for each leaf, equal combinations of which get one number here, and only the distinct ones are looked up.
 */
final class LeafCodes {
    private final List<KeyPart> parts = new ArrayList<>();
    private final List<Interning> codes = new ArrayList<>();
    /** Numbers the pairs of (the combination of the parts before, this part). */
    private final List<Pairing> pairs = new ArrayList<>();

    private int width;

    LeafCodes(Rollup rollup, Joins joins) {
        var dimensions = new LinkedHashMap<Join, List<KeyPart.Slot>>();
        var own = new ArrayList<KeyPart.Slot>();
        for (var level : rollup.levels()) {
            place(rollup, level.source(), Part.VALUE, width++, dimensions, own);
        }
        for (var axis : rollup.axes()) {
            place(rollup, axis.source(), axis.part(), width++, dimensions, own);
        }
        dimensions.forEach((join, slots) -> add(new KeyPart.OfRow(join.table(), joins.alias(join) + ".rowid", slots)));
        own.forEach(slot -> add(own(rollup, joins, slot)));
    }

    private static void place(
            Rollup rollup,
            ColumnRef source,
            Part part,
            int place,
            Map<Join, List<KeyPart.Slot>> dimensions,
            List<KeyPart.Slot> own) {
        Column shown = rollup.columns().get(place);
        var slot = new KeyPart.Slot(place, shown.type(), source.column(), part);
        if (source.table().equals(rollup.base().name())) {
            own.add(slot);
        } else {
            dimensions
                    .computeIfAbsent(Joins.join(rollup, source), join -> new ArrayList<>())
                    .add(slot);
        }
    }

    private static KeyPart own(Rollup rollup, Joins joins, KeyPart.Slot slot) {
        return slot.part() == Part.VALUE
                ? new KeyPart.OfRow(rollup.base().name(), joins.representative(slot.column()), List.of(slot))
                : new KeyPart.OfDay(slot);
    }

    private void add(KeyPart part) {
        parts.add(part);
        codes.add(new Interning());
        pairs.add(new Pairing());
    }

    /** Returns the columns to select, in order. */
    List<String> columns() {
        return parts.stream().map(KeyPart::code).toList();
    }

    /** Numbers the leaves of one chunk, of which the columns start at {@code from}: equal keys, equal numbers. */
    int[] numbers(Rows rows, int from) {
        var numbers = new int[rows.size()];
        for (int part = 0; part < parts.size(); part++) {
            var interning = codes.get(part);
            var pairing = pairs.get(part);
            var vector = rows.column(from + part);
            for (int row = 0; row < numbers.length; row++) {
                int code = interning.number(vector.getLong(row, KeyPart.NOTHING));
                numbers[row] = part == 0 ? code : pairing.number(numbers[row], code);
            }
        }
        return numbers;
    }

    /** Returns the cells of every combination, by number: levels, then axes. */
    List<List<CellValue>> decode(Session session) throws SQLException {
        var decoded = new ArrayList<List<List<CellValue>>>();
        for (int i = 0; i < parts.size(); i++) {
            decoded.add(parts.get(i).decode(session, codes.get(i).keys()));
        }
        int last = parts.size() - 1;
        int count = last == 0 ? codes.get(0).size() : pairs.get(last).size();
        var combinations = new ArrayList<List<CellValue>>(count);
        for (int number = 0; number < count; number++) {
            combinations.add(combination(number, decoded));
        }
        return combinations;
    }

    private List<CellValue> combination(int number, List<List<List<CellValue>>> decoded) {
        var cells = new CellValue[width];
        int combination = number;
        for (int i = parts.size() - 1; i >= 0; i--) {
            int code = i == 0 ? combination : pairs.get(i).second(combination);
            var part = decoded.get(i).get(code);
            for (int j = 0; j < part.size(); j++) {
                cells[parts.get(i).slots().get(j).place()] = part.get(j);
            }
            combination = i == 0 ? 0 : pairs.get(i).first(combination);
        }
        return List.of(cells);
    }
}
