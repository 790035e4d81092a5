package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.port.out.RollupRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The totals of one grouping set of a rollup whose measures are all counted in units of 64 bits. */
final class CachedTotals {
    private final Rollup rollup;
    private final Map<RollupKey, Integer> rowOf = new HashMap<>();
    /** For each of the rollup's finest rows the row here that contains it. */
    private final int[] rowOfFinest;
    /** By measure, then row. */
    private final long[][] sums;

    private final long[][] counts;

    CachedTotals(Rollup rollup, GroupingSet set, List<RollupKey> finest) {
        this.rollup = rollup;
        this.rowOfFinest = new int[finest.size()];
        for (int i = 0; i < rowOfFinest.length; i++) {
            rowOfFinest[i] = rowOf.computeIfAbsent(finest.get(i).in(set), key -> rowOf.size());
        }
        this.sums = new long[rollup.measures().size()][rowOf.size()];
        this.counts = new long[rollup.measures().size()][rowOf.size()];
    }

    /**
     * Moves the totals over a column.
     *
     * @param gained by finest row: how much the sum gained
     * @param filled by finest row: how many more leaves have a value
     * @throws ArithmeticException if a total needs more than 64 bits
     */
    void move(String column, long[] gained, long[] filled) {
        for (int measure = 0; measure < sums.length; measure++) {
            if (rollup.measures().get(measure).column().equals(column)) {
                for (int i = 0; i < gained.length; i++) {
                    int row = rowOfFinest[i];
                    sums[measure][row] = Math.addExact(sums[measure][row], gained[i]);
                    counts[measure][row] += filled[i];
                }
            }
        }
    }

    Optional<RollupRow> row(RollupKey key) {
        Integer row = rowOf.get(key);
        if (row == null) {
            return Optional.empty();
        }
        var totals = new ArrayList<CellValue>(sums.length);
        var filled = new ArrayList<Long>(sums.length);
        for (int measure = 0; measure < sums.length; measure++) {
            filled.add(counts[measure][row]);
            totals.add(total(measure, row));
        }
        return Optional.of(new RollupRow(key, totals, filled));
    }

    private CellValue total(int place, int row) {
        var measure = rollup.measures().get(place);
        if (counts[place][row] == 0 || measure.aggregate() == Aggregate.COUNT) {
            return CellValue.none();
        }
        int scale = rollup.typeOfTotal(measure).scale();
        return CellValue.of(BigDecimal.valueOf(sums[place][row], scale));
    }
}
