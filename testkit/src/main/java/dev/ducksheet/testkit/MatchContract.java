package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.Conditions.and;
import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.compare;
import static dev.ducksheet.testkit.Conditions.empty;
import static dev.ducksheet.testkit.Conditions.eq;
import static dev.ducksheet.testkit.Conditions.in;
import static dev.ducksheet.testkit.Conditions.not;
import static dev.ducksheet.testkit.Conditions.nothing;
import static dev.ducksheet.testkit.Conditions.or;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.Condition.Operator;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every snapshot promises of {@code match} and {@code rows}. */
abstract class MatchContract extends ColumnTypesContract {

    private List<CellValue> ids(Condition condition) {
        return read(snapshot -> snapshot.match(
                        Workbooks.CUSTOMER, column(Workbooks.CUSTOMER, "customer_id"), List.of(condition), 0)
                .present());
    }

    @Test
    final void matches_are_grouped_by_condition_in_the_given_order() {
        Workbooks.demo(loader());
        var matches = read(snapshot -> snapshot.match(
                Workbooks.CUSTOMER,
                column(Workbooks.CUSTOMER, "customer_id"),
                List.of(eq("type", "Bar"), eq("customer_id", 9), eq("type", "Restaurant"), eq("customer_id", 3)),
                10));
        assertThat(matches.counts()).containsExactly(2, 0, 2, 1);
        assertThat(matches.present()).isEqualTo(row(2, 5, 1, 4, 3));
        assertThat(matches.rowIds()).hasSize(5).doesNotHaveDuplicates();
        assertThat(matches.rows())
                .containsExactly(
                        Workbooks.CUSTOMERS.get(1),
                        Workbooks.CUSTOMERS.get(4),
                        Workbooks.CUSTOMERS.get(0),
                        Workbooks.CUSTOMERS.get(3),
                        Workbooks.CUSTOMERS.get(2));
    }

    @Test
    final void a_row_that_several_conditions_match_comes_for_each_of_them() {
        Workbooks.demo(loader());
        var same = eq("customer_id", 2);
        var matches = read(snapshot -> match(snapshot, Workbooks.CUSTOMER, same, eq("type", "Bar"), same));
        assertThat(matches.counts()).containsExactly(1, 2, 1);
        assertThat(matches.present()).isEqualTo(row(2, 2, 5, 2));
        assertThat(matches.rowIds()[0]).isEqualTo(matches.rowIds()[1]).isEqualTo(matches.rowIds()[3]);
    }

    @Test
    final void no_conditions_match_nothing() {
        Workbooks.demo(loader());
        var matches = read(snapshot -> match(snapshot, Workbooks.CUSTOMER));
        assertThat(matches.counts()).isEmpty();
        assertThat(matches.rowIds()).isEmpty();
    }

    @Test
    final void conditions_of_the_same_shape_and_of_others_may_be_mixed() {
        Workbooks.demo(loader());
        var conditions = new ArrayList<Condition>();
        IntStream.range(0, 200).forEach(i -> conditions.add(eq("customer_id", i % 7)));
        conditions.add(77, compare("capacity", Operator.GREATER, 40));
        conditions.add(150, and(eq("type", "Bar"), eq("city", "Laval")));
        var matches =
                read(snapshot -> snapshot.match(Workbooks.CUSTOMER, column(Workbooks.CUSTOMER, "city"), conditions, 1));
        var expected = new ArrayList<Integer>();
        IntStream.range(0, 200).forEach(i -> expected.add(i % 7 >= 1 && i % 7 <= 5 ? 1 : 0));
        expected.add(77, 3);
        expected.add(150, 1);
        assertThat(matches.counts())
                .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    final void whole_rows_come_for_the_first_matches_of_each_condition_only() {
        Workbooks.demo(loader());
        var matches = read(snapshot -> snapshot.match(
                Workbooks.CUSTOMER,
                column(Workbooks.CUSTOMER, "city"),
                List.of(anything("customer_id"), eq("type", "Bar")),
                2));
        assertThat(matches.present())
                .isEqualTo(row("Montreal", "Laval", "Toronto", "Ottawa", "Halifax", "Laval", "Halifax"));
        assertThat(matches.rows())
                .containsExactly(
                        Workbooks.CUSTOMERS.get(0),
                        Workbooks.CUSTOMERS.get(1),
                        List.of(),
                        List.of(),
                        List.of(),
                        Workbooks.CUSTOMERS.get(1),
                        Workbooks.CUSTOMERS.get(4));
    }

    @Test
    final void whole_rows_are_not_read_if_nobody_asks() {
        Workbooks.demo(loader());
        var matches = read(snapshot ->
                snapshot.match(Workbooks.CUSTOMER, column(Workbooks.CUSTOMER, "city"), List.of(eq("type", "Bar")), 0));
        assertThat(matches.rows()).containsExactly(List.of(), List.of());
    }

    @Test
    final void matches_come_in_the_order_of_the_key() {
        var table = new Table(
                "keyed",
                List.of(Column.of("a", ColumnType.Simple.TEXT), Column.of("b", ColumnType.integer())),
                List.of("b", "a"));
        loader().create(
                        table,
                        List.of(row("x", 2), row("é", 1), row("Z", 1), row("z", 1), row("x", -5), row("ab", 1))
                                .iterator());
        var matches = read(snapshot -> snapshot.match(table, column(table, "a"), List.of(anything("a")), 9));
        assertThat(matches.rows())
                .containsExactly(row("x", -5), row("Z", 1), row("ab", 1), row("z", 1), row("é", 1), row("x", 2));
    }

    @Test
    final void matches_without_a_key_come_in_the_order_of_their_place() {
        var table = new Table("bag", List.of(Column.of("n", ColumnType.integer())), List.of());
        loader().create(table, List.of(row(3), row(1), row(2), row(1)).iterator());
        assertThat(read(snapshot -> match(snapshot, table, anything("n"))).present())
                .isEqualTo(row(3, 1, 2, 1));
    }

    @Test
    final void a_test_of_an_empty_cell_is_neither_true_nor_false() {
        Workbooks.demo(loader());
        assertThat(ids(eq("chain", "Fresh"))).isEqualTo(row(3, 4));
        assertThat(ids(not(eq("chain", "Fresh")))).isEqualTo(row(2));
        assertThat(ids(compare("chain", Operator.NOT_EQUAL, "Fresh"))).isEqualTo(row(2));
        assertThat(ids(not(in("chain", "Fresh", "x")))).isEqualTo(row(2));
        assertThat(ids(empty("chain"))).isEqualTo(row(1, 5));
        assertThat(ids(not(empty("chain")))).isEqualTo(row(2, 3, 4));
        assertThat(ids(or(eq("chain", "Fresh"), eq("type", "Bar")))).isEqualTo(row(2, 3, 4, 5));
        assertThat(ids(not(and(eq("chain", "Fresh"), eq("type", "Bar"))))).isEqualTo(row(1, 2, 3, 4));
        assertThat(ids(nothing("chain"))).isEmpty();
    }

    @Test
    final void every_comparison_means_what_it_says() {
        Workbooks.demo(loader());
        assertThat(ids(compare("capacity", Operator.LESS, 45))).isEqualTo(row(5));
        assertThat(ids(compare("capacity", Operator.AT_MOST, 45))).isEqualTo(row(2, 5));
        assertThat(ids(compare("capacity", Operator.GREATER, 80))).isEqualTo(row(4));
        assertThat(ids(compare("capacity", Operator.AT_LEAST, 80))).isEqualTo(row(1, 4));
        assertThat(ids(compare("capacity", Operator.NOT_EQUAL, 80))).isEqualTo(row(2, 4, 5));
        assertThat(ids(new Condition.Between(new ColumnName("capacity"), cell(45), cell(80))))
                .isEqualTo(row(1, 2));
        assertThat(ids(in("capacity", 30, 31, 120))).isEqualTo(row(4, 5));
        assertThat(ids(compare("city", Operator.GREATER, "Montreal"))).isEqualTo(row(3, 4));
    }

    @Test
    final void patterns_take_the_backslash_and_other_marks_for_themselves() {
        var table = new Table("texts", List.of(Column.of("t", ColumnType.Simple.TEXT)), List.of());
        loader().create(
                        table,
                        List.of(row("a.b"), row("a\\b"), row("aXb"), row("A%B"), row("a😀b"), row("ab"), row("a\nb"))
                                .iterator());
        assertThat(texts(table, new Condition.Like(new ColumnName("t"), "a_b")))
                .isEqualTo(row("a.b", "a\\b", "aXb", "a😀b", "a\nb"));
        assertThat(texts(table, new Condition.Like(new ColumnName("t"), "a\\b")))
                .isEqualTo(row("a\\b"));
        assertThat(texts(table, new Condition.Like(new ColumnName("t"), "a%")))
                .isEqualTo(row("a.b", "a\\b", "aXb", "a😀b", "ab", "a\nb"));
        assertThat(texts(table, new Condition.ILike(new ColumnName("t"), "a_B")))
                .isEqualTo(row("a.b", "a\\b", "aXb", "A%B", "a😀b", "a\nb"));
        assertThat(texts(table, not(new Condition.Like(new ColumnName("t"), "a%"))))
                .isEqualTo(row("A%B"));
    }

    private List<CellValue> texts(Table table, Condition condition) {
        return read(snapshot -> match(snapshot, table, condition)).present();
    }

    @Test
    final void a_literal_finer_than_the_column_compares_as_the_number_it_is() {
        Workbooks.demo(loader());
        assertThat(ids(compare("capacity", Operator.LESS, dec("45.5")))).isEqualTo(row(2, 5));
        assertThat(ids(eq("capacity", dec("45.5")))).isEmpty();
        assertThat(ids(not(eq("capacity", dec("45.5"))))).isEqualTo(row(1, 2, 4, 5));
        assertThat(ids(eq("capacity", dec("45.000")))).isEqualTo(row(2));
        assertThat(ids(compare("capacity", Operator.LESS, dec("99999999999999999999999999999999999999"))))
                .isEqualTo(row(1, 2, 4, 5));
    }

    @Test
    final void days_and_amounts_compare_as_such() {
        Workbooks.demo(loader());
        var february =
                new Condition.Between(new ColumnName("invoice_date"), cell(day("2024-02-01")), cell(day("2024-02-29")));
        assertThat(idsNow(Workbooks.SALES, february)).hasSize(7);
        assertThat(idsNow(Workbooks.SALES, eq("net_price", dec("299.990")))).hasSize(1);
    }

    @Test
    final void rows_come_in_the_order_of_the_row_ids() {
        Workbooks.demo(loader());
        read(snapshot -> {
            var matches = match(snapshot, Workbooks.SALES, anything("product_id"));
            var ids = matches.rowIds();
            var asked = new long[] {ids[9], ids[0], ids[4], ids[0]};
            assertThat(snapshot.rows(Workbooks.SALES, asked))
                    .containsExactly(
                            Workbooks.SALES_ROWS.get(9),
                            Workbooks.SALES_ROWS.get(0),
                            Workbooks.SALES_ROWS.get(4),
                            Workbooks.SALES_ROWS.get(0));
            return snapshot.rows(Workbooks.SALES, new long[0]);
        });
    }

    @Test
    final void row_ids_are_stable_within_a_snapshot() {
        Workbooks.demo(loader());
        try (WorkbookSnapshot snapshot = store().snapshot()) {
            var before = ids(snapshot, Workbooks.SALES, anything("product_id"));
            assertThat(before).hasSameSizeAs(Workbooks.SALES_ROWS);
            commit(transaction -> set(transaction, Workbooks.SALES, "quantity", anything("product_id"), 1));
            assertThat(ids(snapshot, Workbooks.SALES, anything("product_id"))).isEqualTo(before);
        }
    }

    @Test
    final void an_empty_table_matches_nothing() {
        loader().create(Workbooks.SALES, Collections.emptyIterator());
        assertThat(read(snapshot -> match(snapshot, Workbooks.SALES, anything("product_id")))
                        .counts())
                .containsExactly(0);
    }
}
