package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.Conditions.and;
import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.empty;
import static dev.ducksheet.testkit.Conditions.eq;
import static dev.ducksheet.testkit.Conditions.in;
import static dev.ducksheet.testkit.Conditions.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafQuery.HoldScope;
import dev.ducksheet.core.port.out.LeafQuery.Scope;
import dev.ducksheet.core.port.out.LeafSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every snapshot promises of leaves. */
abstract class LeavesContract extends RollupReadingContract {
    private static final String MONTH = "invoice_date_month";

    /** One leaf with everything that is told of it. */
    record Leaf(CellValue value, List<CellValue> weights, boolean held, List<CellValue> path) {}

    /** Turns the columns into leaves, in leaf order, whatever order they came in. */
    private static List<Leaf> inOrder(LeafSet set, LeafQuery query) {
        return IntStream.range(0, set.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> set.order().ordinal(i)))
                .map(i -> new Leaf(
                        set.values().value(i, query.column().type()),
                        query.weights().stream()
                                .map(weights -> set.weights().get(0).value(i, weights.type()))
                                .toList(),
                        set.held().get(i),
                        set.nodePaths().get(set.node()[i])))
                .toList();
    }

    private List<Leaf> leaves(Scope scope, String column, List<String> weights, HoldScope... holds) {
        var base = scope.base();
        var query = new LeafQuery(
                scope,
                column(base, column),
                weights.stream().map(name -> column(base, name)).toList(),
                List.of(holds));
        return read(snapshot -> inOrder(snapshot.leaves(query), query));
    }

    private List<Leaf> leaves(Scope scope, String column) {
        return leaves(scope, column, List.of());
    }

    private static HoldScope hold(Sheet sheet, Condition condition) {
        return new HoldScope(sheet, condition);
    }

    private static List<CellValue> values(List<Leaf> leaves) {
        return leaves.stream().map(Leaf::value).toList();
    }

    private static List<CellValue> heldValues(List<Leaf> leaves) {
        return leaves.stream().filter(Leaf::held).map(Leaf::value).toList();
    }

    @Test
    final void the_leaves_of_a_condition_are_its_rows_under_one_empty_path() {
        Workbooks.demo(loader());
        var scope = new Scope.Rows(Workbooks.SALES, in("product_id", 2, 5));
        assertThat(leaves(scope, "quantity"))
                .containsExactly(
                        new Leaf(cell(60), List.of(), false, List.of()),
                        new Leaf(cell(0), List.of(), false, List.of()),
                        new Leaf(cell(7), List.of(), false, List.of()),
                        new Leaf(cell(null), List.of(), false, List.of()));
    }

    @Test
    final void the_leaves_under_a_node_tell_the_levels_below_it() {
        var rollup = rough();
        var scope = new Scope.Under(rollup, node(Map.of(MONTH, cell("2024-02")), "Elliott"));
        assertThat(leaves(scope, "quantity"))
                .containsExactly(
                        new Leaf(cell(30), List.of(), false, row("Crest", "Red")),
                        new Leaf(cell(60), List.of(), false, row("Crest", "White")),
                        new Leaf(cell(0), List.of(), false, row("Crest", "White")),
                        new Leaf(cell(45), List.of(), false, row("Haven", "Lager")));
        var finer = new Scope.Under(rollup, node(Map.of(), "Elliott", "Crest"));
        assertThat(leaves(finer, "quantity"))
                .extracting(Leaf::path)
                .containsExactly(row("Red"), row("Red"), row("White"), row("White"), row("Red"));
    }

    @Test
    final void the_leaves_of_a_finest_node_are_under_one_empty_path() {
        var rollup = rough();
        var query = new LeafQuery(
                new Scope.Under(rollup, node(Map.of(), "Elliott", "Crest", "White")),
                column(Workbooks.SALES, "quantity"),
                List.of(),
                List.of());
        var set = read(snapshot -> snapshot.leaves(query));
        assertThat(set.nodePaths()).containsExactly(List.of());
        assertThat(set.node()).containsExactly(0, 0);
    }

    @Test
    final void each_finest_node_is_told_once() {
        var rollup = rough();
        var query = new LeafQuery(
                new Scope.Under(rollup, node(Map.of(), "Elliott")),
                column(Workbooks.SALES, "quantity"),
                List.of(),
                List.of());
        assertThat(read(snapshot -> snapshot.leaves(query)).nodePaths())
                .containsExactlyInAnyOrder(row("Crest", "Red"), row("Crest", "White"), row("Haven", "Lager"));
    }

    @Test
    final void an_open_axis_spans_everything_and_a_pinned_one_its_value_even_if_empty() {
        var rollup = rough();
        var moreno = new Scope.Under(rollup, node(Map.of(), "Moreno"));
        assertThat(values(leaves(moreno, "quantity"))).isEqualTo(row(100, -20, 7, null, 5));
        var january = new Scope.Under(rollup, node(Map.of(MONTH, cell("2024-01")), "Moreno"));
        assertThat(values(leaves(january, "quantity"))).isEqualTo(row(100));
        var never = new Scope.Under(rollup, node(Map.of(MONTH, CellValue.none()), "Elliott"));
        assertThat(values(leaves(never, "quantity"))).isEqualTo(row(6));
    }

    @Test
    final void empty_levels_name_nodes_like_other_values() {
        var rollup = rough();
        var unknown = new Scope.Under(rollup, new NodeAddress(row((Object) null), Map.of()));
        assertThat(leaves(unknown, "quantity"))
                .containsExactly(
                        new Leaf(cell(3), List.of(), false, row(null, null)),
                        new Leaf(cell(4), List.of(), false, row(null, null)));
        var nameless = new Scope.Under(rollup, node(Map.of(), "Moreno", null));
        assertThat(leaves(nameless, "quantity"))
                .containsExactly(new Leaf(cell(5), List.of(), false, row((Object) null)));
        var moreno = new Scope.Under(rollup, node(Map.of(), "Moreno"));
        assertThat(leaves(moreno, "quantity").get(4).path()).isEqualTo(row(null, null));
    }

    @Test
    final void a_node_or_condition_that_nothing_matches_has_no_leaves() {
        var rollup = rough();
        assertThat(leaves(new Scope.Under(rollup, node(Map.of(), "Nobody")), "quantity"))
                .isEmpty();
        assertThat(leaves(new Scope.Rows(Workbooks.SALES, nothing("quantity")), "quantity"))
                .isEmpty();
    }

    @Test
    final void leaves_that_a_hold_matches_are_held() {
        var rollup = rough();
        var scope = new Scope.Under(rollup, node(Map.of(), "Elliott"));
        assertThat(heldValues(leaves(scope, "quantity"))).isEmpty();
        var byCustomer = hold(Workbooks.SALES, eq("customer_id", 1));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), byCustomer))).isEqualTo(row(10, 60, 6));
        var byBrand = hold(rollup, eq("brand", "Haven"));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), byBrand))).isEqualTo(row(45, 5));
        var byMonth = hold(rollup, and(eq("supplier", "Elliott"), eq(MONTH, "2024-02")));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), byMonth))).isEqualTo(row(30, 60, 0, 45));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), byCustomer, byBrand, byMonth)))
                .isEqualTo(row(10, 30, 60, 0, 45, 5, 6));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), hold(rollup, eq("supplier", "Moreno")))))
                .isEmpty();
    }

    @Test
    final void an_unknown_test_holds_nothing() {
        var rollup = rough();
        var scope = new Scope.Rows(Workbooks.SALES, anything("product_id"));
        var notNobody = hold(rollup, Conditions.not(eq("brand", "Fizz")));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), notNobody))).isEqualTo(row(10, 30, 60, 0, 45, 5, 6));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), hold(rollup, empty("brand")))))
                .isEqualTo(row(3, 4, 5));
    }

    @Test
    final void a_hold_over_a_rollup_keeps_leaves_of_a_condition_as_well() {
        var rollup = rough();
        var scope = new Scope.Rows(Workbooks.SALES, eq("customer_id", 4));
        assertThat(heldValues(leaves(scope, "quantity", List.of(), hold(rollup, eq("family", "Soda")))))
                .isEqualTo(row(-20));
    }

    @Test
    final void weights_are_those_of_the_same_leaves() {
        Workbooks.demo(loader());
        var scope = new Scope.Rows(Workbooks.SALES, in("product_id", 4, 5));
        assertThat(leaves(scope, "quantity", List.of("net_price")))
                .extracting(Leaf::value, Leaf::weights)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(cell(100), row(Cells.dec("75.25"))),
                        org.assertj.core.groups.Tuple.tuple(cell(-20), row(Cells.dec("-15.05"))),
                        org.assertj.core.groups.Tuple.tuple(cell(7), row(Cells.dec("8.40"))),
                        org.assertj.core.groups.Tuple.tuple(cell(null), row((Object) null)));
    }

    @Test
    final void weights_may_be_of_another_kind_than_the_values() {
        var table = new Table(
                "kinds",
                List.of(
                        Column.of("a", ColumnType.integer()),
                        Column.of("b", ColumnType.Simple.DOUBLE),
                        Column.of("c", new ColumnType.Whole(128))),
                List.of("a"));
        loader().create(table, List.of(row(2, 0.5, null), row(1, null, 9)).iterator());
        var scope = new Scope.Rows(table, anything("a"));
        assertThat(leaves(scope, "b", List.of("c")))
                .extracting(Leaf::value, Leaf::weights)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(cell(null), row(9)),
                        org.assertj.core.groups.Tuple.tuple(cell(0.5), row((Object) null)));
        assertThat(leaves(scope, "c", List.of("b")))
                .extracting(Leaf::value, Leaf::weights)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(cell(9), row((Object) null)),
                        org.assertj.core.groups.Tuple.tuple(cell(null), row(0.5)));
    }

    @Test
    final void the_leaf_order_is_that_of_the_key() {
        var table = new Table(
                "keyed",
                List.of(
                        Column.of("a", ColumnType.Simple.TEXT),
                        Column.of("b", ColumnType.Simple.DATE),
                        Column.of("n", ColumnType.integer())),
                List.of("b", "a"));
        loader().create(
                        table,
                        List.of(
                                        row("x", day("2024-02-01"), 5),
                                        row("z", day("2024-01-01"), 3),
                                        row("Z", day("2024-01-01"), 1),
                                        row("é", day("2024-01-01"), 4),
                                        row("ab", day("2024-01-01"), 2))
                                .iterator());
        assertThat(values(leaves(new Scope.Rows(table, anything("a")), "n"))).isEqualTo(row(1, 2, 3, 4, 5));
    }

    @Test
    final void leaf_ordinals_are_distinct_and_row_ids_are_those_of_match() {
        Rollup rollup = rough();
        read(snapshot -> {
            var set = snapshot.leaves(new LeafQuery(
                    new Scope.Under(rollup, node(Map.of(), "Elliott")),
                    column(Workbooks.SALES, "quantity"),
                    List.of(),
                    List.of()));
            assertThat(IntStream.range(0, set.size()).mapToObj(i -> set.order().ordinal(i)))
                    .doesNotHaveDuplicates();
            assertThat(set.rowIds())
                    .containsExactlyInAnyOrder(ids(snapshot, Workbooks.SALES, in("product_id", 1, 2, 3)));
            return set.size();
        });
    }
}
