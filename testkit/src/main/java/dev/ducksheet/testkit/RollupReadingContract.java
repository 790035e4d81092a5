package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.Conditions.and;
import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.empty;
import static dev.ducksheet.testkit.Conditions.eq;
import static dev.ducksheet.testkit.Conditions.in;
import static dev.ducksheet.testkit.Conditions.not;
import static dev.ducksheet.testkit.Conditions.nothing;
import static dev.ducksheet.testkit.Conditions.or;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.NodeMatches;
import dev.ducksheet.core.port.out.RollupRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every snapshot promises of nodes, keys and totals. */
abstract class RollupReadingContract extends MatchContract {
    private static final String MONTH = "invoice_date_month";

    /**
     * Loads the demo with sales that find no product, that name none, that have no day, and a product without brand
     * and family.
     */
    final Rollup rough() {
        loader().create(Workbooks.CUSTOMER, Workbooks.CUSTOMERS.iterator());
        var products = new ArrayList<>(Workbooks.PRODUCTS);
        products.add(row(6, "Nameless", "Moreno", null, null));
        loader().create(Workbooks.PRODUCT, products.iterator());
        var sales = new ArrayList<>(Workbooks.SALES_ROWS);
        sales.add(row(99, 1, day("2024-02-01"), 3, dec("1.00")));
        sales.add(row(null, 1, day("2024-02-02"), 4, dec("2.00")));
        sales.add(row(6, 1, day("2024-02-03"), 5, dec("3.00")));
        sales.add(row(1, 1, null, 6, dec("4.00")));
        loader().create(Workbooks.SALES, sales.iterator());
        loader().define(Workbooks.SALES_SUMMARY);
        return rollup(Workbooks.SALES_SUMMARY.name());
    }

    static NodeAddress node(Map<String, CellValue> axes, @Nullable Object... path) {
        return new NodeAddress(row(path), axes);
    }

    static RollupKey key(@Nullable String month, @Nullable Object... path) {
        return new RollupKey((1 << (3 - path.length)) - 1, row(path), row(month));
    }

    private NodeMatches nodes(Rollup rollup, int depth, Condition condition) {
        return nodes(rollup, depth, condition, 100);
    }

    private NodeMatches nodes(Rollup rollup, int depth, Condition condition, int limit) {
        var set = rollup.groupingSets().get(rollup.levels().size() - depth);
        return read(snapshot -> snapshot.nodes(rollup, set, condition, limit));
    }

    @Test
    final void nodes_are_found_at_the_asked_depth_with_axes_left_open() {
        var rollup = rough();
        var found = nodes(rollup, 2, eq("supplier", "Elliott"));
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.nodes())
                .containsExactlyInAnyOrder(node(Map.of(), "Elliott", "Crest"), node(Map.of(), "Elliott", "Haven"));
        assertThat(nodes(rollup, 1, eq("supplier", "Elliott")).nodes()).containsExactly(node(Map.of(), "Elliott"));
    }

    @Test
    final void an_axis_that_the_condition_names_is_pinned_in_each_node() {
        var rollup = rough();
        var inTwoMonths = and(eq("supplier", "Elliott"), in(MONTH, "2024-01", "2024-02"));
        assertThat(nodes(rollup, 2, inTwoMonths).nodes())
                .containsExactlyInAnyOrder(
                        node(Map.of(MONTH, cell("2024-01")), "Elliott", "Crest"),
                        node(Map.of(MONTH, cell("2024-02")), "Elliott", "Crest"),
                        node(Map.of(MONTH, cell("2024-02")), "Elliott", "Haven"));
        assertThat(nodes(rollup, 1, and(eq("supplier", "Elliott"), empty(MONTH)))
                        .nodes())
                .containsExactly(node(Map.of(MONTH, CellValue.none()), "Elliott"));
    }

    @Test
    final void nodes_are_counted_beyond_the_limit() {
        var rollup = rough();
        var all = anything("supplier");
        var found = nodes(rollup, 3, all, 2);
        assertThat(found.count()).isEqualTo(6);
        assertThat(found.nodes())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .isSubsetOf(nodes(rollup, 3, all).nodes());
        assertThat(nodes(rollup, 3, all, 0).count()).isEqualTo(6);
    }

    @Test
    final void leaves_without_a_dimension_row_or_with_empty_levels_belong_to_nodes_with_empty_levels() {
        var rollup = rough();
        assertThat(nodes(rollup, 3, empty("brand")).nodes())
                .containsExactlyInAnyOrder(node(Map.of(), null, null, null), node(Map.of(), "Moreno", null, null));
        assertThat(nodes(rollup, 1, empty("supplier")).nodes())
                .containsExactly(new NodeAddress(row((Object) null), Map.of()));
    }

    @Test
    final void a_condition_that_nothing_meets_finds_no_nodes() {
        var rollup = rough();
        assertThat(nodes(rollup, 1, eq("supplier", "Nobody"))).isEqualTo(new NodeMatches(0, List.of()));
        assertThat(nodes(rollup, 3, nothing("family")).count()).isZero();
    }

    @Test
    final void the_grouping_set_id_is_that_of_the_depth() {
        var rollup = rough();
        var set = and(eq("supplier", "Elliott"), eq(Rollup.GROUPING_SET_ID, 1));
        assertThat(nodes(rollup, 2, set).count()).isEqualTo(2);
        assertThat(nodes(rollup, 1, set).count()).isZero();
        assertThat(nodes(rollup, 3, set).count()).isZero();
        assertThat(nodes(rollup, 1, eq(Rollup.GROUPING_SET_ID, 3)).count()).isEqualTo(3);
    }

    @Test
    final void a_node_may_be_found_by_a_finer_level_alone() {
        var rollup = rough();
        assertThat(nodes(rollup, 3, and(eq("supplier", "Elliott"), eq("family", "Lager")))
                        .nodes())
                .containsExactly(node(Map.of(), "Elliott", "Haven", "Lager"));
        assertThat(nodes(rollup, 2, not(or(eq("brand", "Crest"), eq("brand", "Fizz"))))
                        .nodes())
                .containsExactly(node(Map.of(), "Elliott", "Haven"));
    }

    @Test
    final void every_leaf_has_the_key_of_the_finest_row_that_counts_it() {
        var rollup = rough();
        var keys = read(snapshot -> {
            var ids = ids(snapshot, Workbooks.SALES, anything("product_id"));
            var asked = new long[] {ids[13], ids[0], ids[10], ids[12], ids[11], ids[8], ids[9], ids[8]};
            return snapshot.leafKeys(rollup, asked);
        });
        var of = new ArrayList<RollupKey>();
        for (int place : keys.keyOf()) {
            of.add(keys.keys().get(place));
        }
        assertThat(of)
                .containsExactly(
                        key(null, "Elliott", "Crest", "Red"),
                        key("2024-01", "Elliott", "Crest", "Red"),
                        key("2024-02", null, null, null),
                        key("2024-02", "Moreno", null, null),
                        key("2024-02", null, null, null),
                        key("2024-02", "Moreno", "Fizz", "Soda"),
                        key("2024-02", "Moreno", "Fizz", "Soda"),
                        key("2024-02", "Moreno", "Fizz", "Soda"));
        assertThat(keys.keys()).hasSize(5).doesNotHaveDuplicates();
    }

    private Set<RollupKey> touched(Rollup rollup, Table table, Condition condition) {
        return read(snapshot -> snapshot.touchedKeys(rollup, table, ids(snapshot, table, condition)));
    }

    @Test
    final void the_rows_that_count_a_leaf_are_one_in_each_grouping_set() {
        var rollup = rough();
        assertThat(touched(rollup, Workbooks.SALES, eq("net_price", dec("480.50"))))
                .containsExactlyInAnyOrder(
                        key("2024-02", "Elliott", "Crest", "White"),
                        key("2024-02", "Elliott", "Crest"),
                        key("2024-02", "Elliott"));
        assertThat(touched(rollup, Workbooks.SALES, eq("product_id", 99)))
                .containsExactlyInAnyOrder(
                        key("2024-02", null, null, null), key("2024-02", null, null), key("2024-02", new Object[] {null
                        }));
        assertThat(touched(rollup, Workbooks.SALES, nothing("product_id"))).isEmpty();
    }

    @Test
    final void the_rows_that_a_dimension_row_has_a_part_in_are_those_of_its_leaves() {
        var rollup = rough();
        assertThat(touched(rollup, Workbooks.PRODUCT, eq("product_id", 4)))
                .containsExactlyInAnyOrder(
                        key("2024-01", "Moreno", "Fizz", "Soda"),
                        key("2024-01", "Moreno", "Fizz"),
                        key("2024-01", "Moreno"),
                        key("2024-02", "Moreno", "Fizz", "Soda"),
                        key("2024-02", "Moreno", "Fizz"),
                        key("2024-02", "Moreno"));
    }

    @Test
    final void rollup_rows_have_their_totals_and_the_number_of_values_in_them() {
        var rollup = rough();
        var asked = List.of(
                key("2024-02", "Elliott"),
                key("2024-02", "Elliott", "Crest"),
                key("2024-02", "Moreno", "Fizz", "Soda"),
                key("2024-02", null, null, null),
                key(null, "Elliott"),
                key("2024-03", "Moreno"),
                key("1999-01", "Nobody", "Nothing"));
        assertThat(readList(snapshot -> snapshot.rollupRows(rollup, asked)))
                .containsExactlyInAnyOrder(
                        new RollupRow(asked.get(0), row(135, dec("870.49")), List.of(4L, 4L)),
                        new RollupRow(asked.get(1), row(90, dec("780.49")), List.of(3L, 3L)),
                        new RollupRow(asked.get(2), row(-13, dec("-6.65")), List.of(2L, 2L)),
                        new RollupRow(asked.get(3), row(7, dec("3.00")), List.of(2L, 2L)),
                        new RollupRow(asked.get(4), row(6, dec("4.00")), List.of(1L, 1L)));
        assertThat(readList(snapshot -> snapshot.rollupRows(rollup, List.of()))).isEmpty();
    }

    @Test
    final void a_total_of_nothing_but_empty_cells_is_empty() {
        Workbooks.leaves(loader(), dev.ducksheet.core.model.ColumnType.bigint(), null, null);
        var key = new RollupKey(3, row("S"), List.of());
        assertThat(readList(snapshot -> snapshot.rollupRows(rollup("tree"), List.of(key))))
                .containsExactly(new RollupRow(key, row((Object) null), List.of(0L)));
    }

    @Test
    final void the_golden_summary_shows_every_grouping_set() {
        Workbooks.demo(loader());
        assertThat(rowsNow(rollup(Workbooks.SALES_SUMMARY.name())))
                .containsExactlyInAnyOrder(
                        row("Elliott", "Crest", "Red", "2024-01", 10, dec("100.00"), 0),
                        row("Elliott", "Crest", "Red", "2024-02", 30, dec("299.99"), 0),
                        row("Elliott", "Crest", "White", "2024-02", 60, dec("480.50"), 0),
                        row("Elliott", "Haven", "Lager", "2024-02", 45, dec("90.00"), 0),
                        row("Elliott", "Haven", "Lager", "2024-03", 5, dec("10.01"), 0),
                        row("Moreno", "Fizz", "Soda", "2024-01", 100, dec("75.25"), 0),
                        row("Moreno", "Fizz", "Soda", "2024-02", -13, dec("-6.65"), 0),
                        row("Elliott", "Crest", null, "2024-01", 10, dec("100.00"), 1),
                        row("Elliott", "Crest", null, "2024-02", 90, dec("780.49"), 1),
                        row("Elliott", "Haven", null, "2024-02", 45, dec("90.00"), 1),
                        row("Elliott", "Haven", null, "2024-03", 5, dec("10.01"), 1),
                        row("Moreno", "Fizz", null, "2024-01", 100, dec("75.25"), 1),
                        row("Moreno", "Fizz", null, "2024-02", -13, dec("-6.65"), 1),
                        row("Elliott", null, null, "2024-01", 10, dec("100.00"), 3),
                        row("Elliott", null, null, "2024-02", 135, dec("870.49"), 3),
                        row("Elliott", null, null, "2024-03", 5, dec("10.01"), 3),
                        row("Moreno", null, null, "2024-01", 100, dec("75.25"), 3),
                        row("Moreno", null, null, "2024-02", -13, dec("-6.65"), 3));
    }

    @Test
    final void totals_follow_every_change_of_a_leaf_or_a_dimension() {
        var rollup = rough();
        commit(transaction -> {
            set(transaction, Workbooks.SALES, "quantity", eq("product_id", 3), 1);
            set(transaction, Workbooks.PRODUCT, "brand", eq("product_id", 3), "Crest");
        });
        var asked = List.of(key("2024-02", "Elliott", "Haven"), key("2024-02", "Elliott", "Crest"));
        assertThat(readList(snapshot -> snapshot.rollupRows(rollup, asked)))
                .containsExactly(new RollupRow(asked.get(1), row(91, dec("870.49")), List.of(4L, 4L)));
    }
}
