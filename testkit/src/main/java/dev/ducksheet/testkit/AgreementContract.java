package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That a store reads from workbooks of all shapes what the twin reads. */
abstract class AgreementContract extends WorkbookTransactionContract {
    private static final int RUNS = 40;
    private static final int QUESTIONS = 12;

    /** Returns how many workbooks are drawn. */
    protected int runs() {
        return RUNS;
    }

    @Test
    final void a_store_reads_what_the_twin_reads() {
        Seeded.check(runs(), random -> {
            startOver();
            var workbook = RandomWorkbook.draw(random);
            var twin = new InMemoryWorkbookStore();
            workbook.load(twin);
            workbook.load(loader());
            assertThat(Set.copyOf(store().catalog().sheets()))
                    .isEqualTo(Set.copyOf(twin.catalog().sheets()));
            try (var actual = store().snapshot();
                    var expected = twin.snapshot()) {
                for (int i = 0; i < QUESTIONS; i++) {
                    ask(random, workbook, actual, expected);
                }
            }
        });
    }

    private void ask(
            SplittableRandom random, RandomWorkbook workbook, WorkbookSnapshot actual, WorkbookSnapshot expected) {
        var table = Drawn.of(random, workbook.tables());
        var conditions = List.of(condition(random, workbook, table), condition(random, workbook, table));
        agreeOnMatches(table, Drawn.of(random, table.columns()), conditions, random.nextInt(4), actual, expected);
        var rollup = Drawn.of(random, store().catalog().rollups());
        agreeOnKeys(rollup, table, conditions.get(0), actual, expected);
        agreeOnNodes(random, rollup, rows(expected, rollup), actual, expected);
        agreeOnLeaves(random, rollup, workbook, actual, expected);
        agreeOnViews(random, table, conditions.get(0), actual, expected);
        agreeOnViews(
                random,
                rollup,
                RandomConditions.draw(random, rollup.columns(), rows(expected, rollup)),
                actual,
                expected);
    }

    private static Condition condition(SplittableRandom random, RandomWorkbook workbook, Table table) {
        return RandomConditions.draw(random, table.columns(), workbook.rows().getOrDefault(table, List.of()));
    }

    private static void agreeOnMatches(
            Table table,
            Column column,
            List<Condition> conditions,
            int maxRows,
            WorkbookSnapshot actual,
            WorkbookSnapshot expected) {
        var found = actual.match(table, column, conditions, maxRows);
        var wanted = expected.match(table, column, conditions, maxRows);
        var texts = conditions.stream().map(Condition::text).toList();
        assertThat(found.counts()).as("%s", texts).isEqualTo(wanted.counts());
        assertThat(found.present()).as("%s", texts).isEqualTo(wanted.present());
        assertThat(found.rows()).as("%s", texts).isEqualTo(wanted.rows());
        assertThat(actual.rows(table, found.rowIds())).isEqualTo(expected.rows(table, wanted.rowIds()));
    }

    private static void agreeOnKeys(
            Rollup rollup, Table table, Condition condition, WorkbookSnapshot actual, WorkbookSnapshot expected) {
        boolean joined = table.equals(rollup.base())
                || rollup.joins().stream().anyMatch(join -> join.table().equals(table.name()));
        if (!joined) {
            return;
        }
        var found = ids(actual, table, condition);
        var wanted = ids(expected, table, condition);
        Set<RollupKey> keys = actual.touchedKeys(rollup, table, found);
        assertThat(keys).isEqualTo(expected.touchedKeys(rollup, table, wanted));
        Set<RollupRow> totals = new HashSet<>(actual.rollupRows(rollup, keys));
        assertThat(totals).isEqualTo(new HashSet<>(expected.rollupRows(rollup, keys)));
        if (table.equals(rollup.base())) {
            assertThat(keyOfEach(actual, rollup, found)).isEqualTo(keyOfEach(expected, rollup, wanted));
        }
    }

    private static List<RollupKey> keyOfEach(WorkbookSnapshot snapshot, Rollup rollup, long[] rowIds) {
        var keys = snapshot.leafKeys(rollup, rowIds);
        return IntStream.of(keys.keyOf()).mapToObj(keys.keys()::get).toList();
    }

    private static void agreeOnNodes(
            SplittableRandom random,
            Rollup rollup,
            List<List<CellValue>> rows,
            WorkbookSnapshot actual,
            WorkbookSnapshot expected) {
        var set = Drawn.of(random, rollup.groupingSets());
        var condition = RandomConditions.draw(
                random,
                addresses(rollup),
                rows.stream().map(row -> addressCells(rollup, row)).toList());
        var found = actual.nodes(rollup, set, condition, 1_000);
        var wanted = expected.nodes(rollup, set, condition, 1_000);
        assertThat(found.count()).as(condition.text()).isEqualTo(wanted.count());
        assertThat(Set.copyOf(found.nodes())).as(condition.text()).isEqualTo(Set.copyOf(wanted.nodes()));
    }

    private static List<Column> addresses(Rollup rollup) {
        int count = rollup.levels().size() + rollup.axes().size();
        var columns = new java.util.ArrayList<>(rollup.columns().subList(0, count));
        columns.add(rollup.columns().get(rollup.columns().size() - 1));
        return columns;
    }

    private static List<CellValue> addressCells(Rollup rollup, List<CellValue> row) {
        var cells = new java.util.ArrayList<>(
                row.subList(0, rollup.levels().size() + rollup.axes().size()));
        cells.add(row.get(row.size() - 1));
        return cells;
    }

    private static void agreeOnLeaves(
            SplittableRandom random,
            Rollup rollup,
            RandomWorkbook workbook,
            WorkbookSnapshot actual,
            WorkbookSnapshot expected) {
        var fact = workbook.fact();
        var measure = column(fact, rollup.measures().get(0).column());
        var weights = random.nextBoolean()
                ? List.<Column>of()
                : List.of(column(fact, Drawn.of(random, List.of("m2", "real"))));
        var holds = List.of(
                new LeafQuery.HoldScope(fact, condition(random, workbook, fact)),
                new LeafQuery.HoldScope(rollup, eqLevel(random, rollup, rows(expected, rollup))));
        var under = new LeafQuery.Scope.Under(rollup, node(random, rollup, rows(expected, rollup)));
        var rows = new LeafQuery.Scope.Rows(fact, condition(random, workbook, fact));
        for (var scope : List.of(under, rows)) {
            var query = new LeafQuery(scope, measure, weights, holds.subList(0, random.nextInt(3)));
            assertThat(leaves(actual, query)).as("%s", query).isEqualTo(leaves(expected, query));
        }
    }

    private static Condition eqLevel(SplittableRandom random, Rollup rollup, List<List<CellValue>> rows) {
        int levels = rollup.levels().size();
        return RandomConditions.draw(
                random,
                rollup.columns().subList(0, levels),
                rows.stream().map(row -> row.subList(0, levels)).toList());
    }

    private static NodeAddress node(SplittableRandom random, Rollup rollup, List<List<CellValue>> rows) {
        int depth = random.nextInt(0, rollup.levels().size() + 1);
        if (rows.isEmpty()) {
            return new NodeAddress(java.util.Collections.nCopies(depth, CellValue.none()), Map.of());
        }
        var row = Drawn.of(random, rows);
        var axes = new HashMap<String, CellValue>();
        for (int i = 0; i < rollup.axes().size(); i++) {
            if (random.nextBoolean()) {
                axes.put(rollup.axes().get(i).name(), row.get(rollup.levels().size() + i));
            }
        }
        return new NodeAddress(row.subList(0, depth), axes);
    }

    private static List<List<Object>> leaves(WorkbookSnapshot snapshot, LeafQuery query) {
        LeafSet set = snapshot.leaves(query);
        return IntStream.range(0, set.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> set.order().ordinal(i)))
                .map(i -> List.<Object>of(
                        set.values().value(i, query.column().type()),
                        query.weights().stream()
                                .map(weights -> set.weights().get(0).value(i, weights.type()))
                                .toList(),
                        set.held().get(i),
                        set.nodePaths().get(set.node()[i])))
                .toList();
    }

    private static void agreeOnViews(
            SplittableRandom random,
            Sheet sheet,
            Condition filter,
            WorkbookSnapshot actual,
            WorkbookSnapshot expected) {
        var columns = Drawn.some(
                random, sheet.columns(), random.nextInt(1, sheet.columns().size() + 1));
        var sort = Drawn.some(random, sheet.columns(), sheet instanceof Table ? random.nextInt(4) : 99).stream()
                .map(column -> new ViewQuery.SortKey(column, random.nextBoolean()))
                .toList();
        long limit = random.nextInt(1, 30);
        var query = new ViewQuery(sheet, columns, List.of(filter), sort, limit, List.of());
        assertThat(rows(actual, query)).as("%s", query).isEqualTo(rows(expected, query));
    }
}
