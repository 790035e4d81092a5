package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.spread.LongAmounts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each row of a cached table counts in a rollup, and the totals there. Good until a column is written that
 * addresses the rollup; a measure may be written, if {@link #move} is told.
 */
final class CachedRollup {
    private final Rollup rollup;
    private final List<RollupKey> keys;
    private final int[] keyOf;
    private final Map<Integer, CachedTotals> totals = new LinkedHashMap<>();

    private CachedRollup(Rollup rollup, List<RollupKey> keys, int[] keyOf) {
        this.rollup = rollup;
        this.keys = keys;
        this.keyOf = keyOf;
    }

    /** Reads where rows count; empty if a join gives one of them more than one place, or if totals need over 64 bits. */
    static Optional<CachedRollup> read(Session session, Rollup rollup, CachedTable table) throws SQLException {
        var joins = new Joins(rollup.base());
        var codes = new LeafCodes(rollup, joins);
        var numbers = new int[table.size()];
        int count = 0;
        try (var rows =
                session.query(Sql.of("SELECT b.rowid, " + String.join(", ", codes.columns()) + " " + joins.from()))) {
            while (rows.next()) {
                var found = codes.numbers(rows, 1);
                var rowIds = rows.column(0);
                for (int i = 0; i < found.length; i++) {
                    numbers[(int) rowIds.getLong(i)] = found[i];
                }
                count += found.length;
            }
        }
        if (count != numbers.length) {
            return Optional.empty();
        }
        var distinct = Distinct.of(codes.decode(session));
        var cached =
                new CachedRollup(rollup, PlacedLeaves.rollupKeys(rollup, distinct.cells()), distinct.placesOf(numbers));
        return cached.addUp(table) ? Optional.of(cached) : Optional.empty();
    }

    /** Adds up the measures, if all of them can be and are counted in 64 bits; says whether the sums are. */
    private boolean addUp(CachedTable table) {
        var columns = rollup.measures().stream().map(rollup::stored).toList();
        boolean picks = rollup.measures().stream().anyMatch(it -> it.aggregate().picks());
        if (picks || !columns.stream().allMatch(table::isCounted)) {
            return true;
        }
        rollup.groupingSets().forEach(set -> totals.put(set.id(), new CachedTotals(rollup, set, keys)));
        var all = table.allRowIds();
        var nothing = new LongAmounts(new long[all.length], all(all.length));
        return columns.stream().distinct().allMatch(column -> move(column, all, nothing, table.amounts(column, all)));
    }

    private static BitSet all(int size) {
        var all = new BitSet(size);
        all.set(0, size);
        return all;
    }

    Rollup rollup() {
        return rollup;
    }

    /** Takes note of amounts that were written; says whether the totals still fit 64 bits. */
    boolean move(Column column, long[] rowIds, LongAmounts before, LongAmounts after) {
        if (totals.isEmpty() || rollup.measuresOver(column.name()).isEmpty()) {
            return true;
        }
        var sums = new long[keys.size()];
        var counts = new long[keys.size()];
        try {
            for (int i = 0; i < rowIds.length; i++) {
                int key = keyOf[(int) rowIds[i]];
                long gained = Math.subtractExact(
                        after.isNull(i) ? 0 : after.units()[i], before.isNull(i) ? 0 : before.units()[i]);
                sums[key] = Math.addExact(sums[key], gained);
                counts[key] += (after.isNull(i) ? 0 : 1) - (before.isNull(i) ? 0 : 1);
            }
            totals.values().forEach(it -> it.move(column.name(), sums, counts));
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /** Returns where these rows count. */
    LeafKeys leafKeys(long[] rowIds) {
        var placeOfKey = new int[keys.size()];
        Arrays.fill(placeOfKey, -1);
        var used = new ArrayList<RollupKey>();
        var places = new int[rowIds.length];
        for (int i = 0; i < rowIds.length; i++) {
            int key = keyOf[(int) rowIds[i]];
            if (placeOfKey[key] < 0) {
                placeOfKey[key] = used.size();
                used.add(keys.get(key));
            }
            places[i] = placeOfKey[key];
        }
        return new LeafKeys(used, places);
    }

    /** Returns those of these rows that exist; empty if the totals are not here. */
    Optional<List<RollupRow>> rows(Collection<RollupKey> asked) {
        if (totals.isEmpty()) {
            return Optional.empty();
        }
        var rows = new ArrayList<RollupRow>();
        for (var key : asked) {
            var set = totals.get(key.set());
            if (set != null) {
                set.row(key).ifPresent(rows::add);
            }
        }
        return Optional.of(rows);
    }

    /** Returns the ids of the rows under a node, ascending. */
    long[] under(NodeAddress node) {
        var counts = new boolean[keys.size()];
        for (int key = 0; key < counts.length; key++) {
            counts[key] = isUnder(keys.get(key), node);
        }
        var rowIds = new long[keyOf.length];
        int size = 0;
        for (int row = 0; row < keyOf.length; row++) {
            if (counts[keyOf[row]]) {
                rowIds[size++] = row;
            }
        }
        return Arrays.copyOf(rowIds, size);
    }

    private boolean isUnder(RollupKey key, NodeAddress node) {
        for (int i = 0; i < rollup.axes().size(); i++) {
            CellValue pinned = node.axes().get(rollup.axes().get(i).name());
            if (pinned != null && !pinned.equals(key.axes().get(i))) {
                return false;
            }
        }
        return key.path().subList(0, node.path().size()).equals(node.path());
    }
}
