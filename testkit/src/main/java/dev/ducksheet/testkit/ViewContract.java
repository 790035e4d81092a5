package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.eq;
import static dev.ducksheet.testkit.Conditions.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.ViewQuery.SortKey;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every snapshot promises of rows for display. */
abstract class ViewContract extends LeavesContract {
    private static final long ALL = Long.MAX_VALUE;

    private static ViewQuery view(Sheet sheet, List<String> columns, List<Condition> filter, SortKey... sort) {
        var shown = columns.stream().map(name -> column(sheet, name)).toList();
        return new ViewQuery(sheet, shown, filter, List.of(sort), ALL, List.of());
    }

    private static SortKey up(Sheet sheet, String column) {
        return new SortKey(column(sheet, column), false);
    }

    private static SortKey down(Sheet sheet, String column) {
        return new SortKey(column(sheet, column), true);
    }

    private static ViewQuery page(ViewQuery query, long limit, List<CellValue> after) {
        return new ViewQuery(query.sheet(), query.columns(), query.filter(), query.sort(), limit, after);
    }

    private List<CellValue> first(ViewQuery query) {
        return read(snapshot -> rows(snapshot, query)).stream()
                .map(cells -> cells.get(0))
                .toList();
    }

    /** Reads all rows page by page, each in a snapshot of its own, with something happening between. */
    private List<List<CellValue>> paged(ViewQuery query, int limit, Runnable between) {
        var all = new ArrayList<List<CellValue>>();
        List<CellValue> after = List.of();
        do {
            try (var snapshot = store().snapshot();
                    var stream = snapshot.view(page(query, limit, after))) {
                var rows = drain(stream);
                after = stream.resumeAfter();
                assertThat(rows).hasSizeLessThanOrEqualTo(limit);
                all.addAll(rows);
            }
            between.run();
        } while (!after.isEmpty() && all.size() < 1_000);
        return all;
    }

    @Test
    final void the_asked_columns_come_in_the_asked_order() {
        Workbooks.demo(loader());
        var query = view(Workbooks.PRODUCT, List.of("family", "product_id"), List.of());
        try (var snapshot = store().snapshot();
                var stream = snapshot.view(query)) {
            assertThat(stream.columns()).isEqualTo(query.columns());
            assertThat(stream.head()).isEqualTo(snapshot.head());
            assertThat(drain(stream))
                    .containsExactly(row("Red", 1), row("White", 2), row("Lager", 3), row("Soda", 4), row("Soda", 5));
            assertThat(stream.resumeAfter()).isEmpty();
        }
    }

    @Test
    final void only_rows_that_the_filter_matches_come() {
        Workbooks.demo(loader());
        assertThat(first(view(Workbooks.CUSTOMER, List.of("customer_id"), List.of(eq("chain", "Fresh")))))
                .isEqualTo(row(3, 4));
        assertThat(first(view(Workbooks.CUSTOMER, List.of("customer_id"), List.of(eq("chain", "none")))))
                .isEmpty();
    }

    @Test
    final void rows_are_sorted_with_empty_cells_last_either_way() {
        Workbooks.demo(loader());
        var ids = List.of("customer_id");
        assertThat(first(view(Workbooks.CUSTOMER, ids, List.of(), up(Workbooks.CUSTOMER, "capacity"))))
                .isEqualTo(row(5, 2, 1, 4, 3));
        assertThat(first(view(Workbooks.CUSTOMER, ids, List.of(), down(Workbooks.CUSTOMER, "capacity"))))
                .isEqualTo(row(4, 1, 2, 5, 3));
    }

    @Test
    final void rows_equal_in_the_sort_come_in_leaf_order() {
        Workbooks.demo(loader());
        var customer = Workbooks.CUSTOMER;
        var ids = List.of("customer_id");
        assertThat(first(view(customer, ids, List.of(), up(customer, "chain")))).isEqualTo(row(3, 4, 2, 1, 5));
        assertThat(first(view(customer, ids, List.of(), down(customer, "chain"))))
                .isEqualTo(row(2, 3, 4, 1, 5));
        assertThat(first(view(customer, ids, List.of(), down(customer, "province"), up(customer, "capacity"))))
                .isEqualTo(row(2, 1, 4, 3, 5));
        assertThat(first(view(Workbooks.SALES, List.of("net_price"), List.of(), down(Workbooks.SALES, "product_id"))))
                .isEqualTo(Stream.of(8, 9, 6, 7, 4, 5, 2, 3, 0, 1)
                        .map(i -> Workbooks.SALES_ROWS.get(i).get(4))
                        .toList());
    }

    @Test
    final void texts_are_sorted_by_code_point() {
        var table = new Table("texts", List.of(Column.of("t", Simple.TEXT)), List.of());
        var texts = row("b", "B", "é", "a", "\uffee", "😀", "", "ab", "a ");
        loader().create(table, texts.stream().map(List::of).iterator());
        assertThat(first(view(table, List.of("t"), List.of(), up(table, "t"))))
                .isEqualTo(row("", "B", "a", "a ", "ab", "b", "é", "\uffee", "😀"));
    }

    @Test
    final void the_limit_cuts_and_the_rest_can_be_had() {
        Workbooks.demo(loader());
        var query = view(Workbooks.PRODUCT, List.of("product_id"), List.of());
        try (var snapshot = store().snapshot()) {
            List<CellValue> after;
            try (var stream = snapshot.view(page(query, 2, List.of()))) {
                assertThat(drain(stream)).containsExactly(row(1), row(2));
                after = stream.resumeAfter();
                assertThat(after).isNotEmpty();
            }
            try (var stream = snapshot.view(page(query, 3, after))) {
                assertThat(drain(stream)).containsExactly(row(3), row(4), row(5));
                assertThat(stream.resumeAfter()).as("no more rows").isEmpty();
            }
        }
    }

    @Test
    final void pages_of_every_size_make_up_the_whole_whatever_the_sort() {
        Workbooks.demo(loader());
        var sales = Workbooks.SALES;
        var sorts = List.of(
                new SortKey[] {},
                new SortKey[] {up(sales, "quantity")},
                new SortKey[] {down(sales, "quantity")},
                new SortKey[] {up(sales, "product_id"), down(sales, "net_price")},
                new SortKey[] {down(sales, "invoice_date"), up(sales, "customer_id")});
        for (var sort : sorts) {
            var query = view(sales, List.of("product_id", "quantity", "net_price"), List.of(), sort);
            var whole = read(snapshot -> rows(snapshot, query));
            assertThat(whole).hasSameSizeAs(Workbooks.SALES_ROWS);
            for (int limit = 1; limit <= 11; limit++) {
                assertThat(paged(query, limit, () -> {}))
                        .as("%s by %s", List.of(sort), limit)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    final void a_page_resumes_among_empty_cells_and_equals() {
        var table = new Table(
                "gaps",
                List.of(
                        Column.of("id", ColumnType.integer()),
                        Column.of("t", Simple.TEXT),
                        Column.of("d", Simple.DOUBLE)),
                List.of("id"));
        var rows = IntStream.range(0, 30)
                .mapToObj(i -> row(i, i % 3 == 0 ? null : "t" + i % 2, i % 5 == 0 ? null : (double) (i % 4)))
                .toList();
        loader().create(table, rows.iterator());
        for (var sort : List.of(up(table, "t"), down(table, "t"), up(table, "d"), down(table, "d"))) {
            var query = view(table, List.of("id", "t", "d"), List.of(), sort, down(table, "d"), up(table, "t"));
            var whole = read(snapshot -> rows(snapshot, query));
            assertThat(whole).hasSize(30);
            assertThat(paged(query, 4, () -> {})).as("%s", sort).isEqualTo(whole);
        }
    }

    @Test
    final void pages_miss_and_repeat_nothing_while_others_commit() {
        Workbooks.demo(loader());
        for (var sheet : List.of(Workbooks.SALES, Workbooks.CUSTOMER)) {
            var key = sheet.columns().get(0).name();
            var other = sheet.equals(Workbooks.SALES) ? "net_price" : "capacity";
            var query = view(sheet, List.of(key, "customer_id"), List.of(), down(sheet, key));
            var whole = read(snapshot -> rows(snapshot, query));
            assertThat(paged(query, 2, () -> commit(t -> set(t, sheet, other, anything(key), 1))))
                    .isEqualTo(whole);
        }
    }

    @Test
    final void pages_show_each_untouched_row_once_while_others_come_go_and_change() {
        var table = new Table(
                "walk",
                List.of(new Column("id", ColumnType.integer(), false), Column.of("n", ColumnType.bigint())),
                List.of("id"));
        loader().create(
                        table,
                        IntStream.range(0, 60).mapToObj(id -> row(id, id % 7)).iterator());
        var query = view(table, List.of("id", "n"), List.of(), down(table, "n"));
        var untouched = read(snapshot -> rows(snapshot, query)).stream()
                .filter(ViewContract::isOdd)
                .toList();
        var next = new AtomicInteger(1_000);
        Seeded.check(10, random -> {
            var shown = paged(
                    query,
                    1 + random.nextInt(7),
                    () -> commit(t -> {
                        int even = 2 * random.nextInt(30);
                        switch (random.nextInt(3)) {
                            case 0 -> t.insert(table, List.of(row(next.addAndGet(2), random.nextInt(9))));
                            case 1 ->
                                t.delete(
                                        table,
                                        t.match(table, column(table, "n"), List.of(eq("id", even)), 0)
                                                .rowIds());
                            default -> set(t, table, "n", eq("id", even), random.nextInt(9));
                        }
                    }));
            assertThat(shown.stream().filter(ViewContract::isOdd).toList()).isEqualTo(untouched);
        });
    }

    /** Rows that come later have even ids too. */
    private static boolean isOdd(List<CellValue> row) {
        return ((CellValue.Exact) row.get(0)).number().intValue() % 2 == 1;
    }

    @Test
    final void a_filter_goes_on_from_page_to_page() {
        Workbooks.demo(loader());
        var query = view(
                Workbooks.SALES,
                List.of("quantity"),
                List.of(in("product_id", 1, 3, 5)),
                up(Workbooks.SALES, "customer_id"));
        var whole = read(snapshot -> rows(snapshot, query));
        assertThat(whole).hasSize(6);
        assertThat(paged(query, 2, () -> {})).isEqualTo(whole);
    }

    @Test
    final void a_rollup_is_shown_filtered_sorted_and_paged_like_a_table() {
        Rollup rollup = rough();
        var names = rollup.columns().stream().map(Column::name).toList();
        assertThat(rowsNow(rollup)).hasSize(26);
        var elliott = List.of(Conditions.and(eq("supplier", "Elliott"), eq(Rollup.GROUPING_SET_ID, 1)));
        var query = view(rollup, names, elliott, down(rollup, "quantity"));
        var whole = read(snapshot -> rows(snapshot, query));
        assertThat(whole.stream().map(cells -> cells.get(4)).toList()).isEqualTo(row(90, 45, 10, 6, 5));
        var all = view(rollup, names, List.of(), up(rollup, "brand"), down(rollup, "net_amount"));
        assertThat(paged(query, 2, () -> {})).isEqualTo(whole);
        assertThat(paged(all, 3, () -> {})).isEqualTo(read(snapshot -> rows(snapshot, all)));
        assertThat(paged(page(all, ALL, List.of()), 26, () -> {})).hasSize(26);
    }

    @Test
    final void many_rows_come_in_batches_that_make_up_the_whole() {
        var table = new Table("many", List.of(Column.of("n", ColumnType.bigint())), List.of());
        int size = 10_000;
        loader().create(table, IntStream.range(0, size).mapToObj(n -> row(n)).iterator());
        var rows = read(snapshot -> rows(snapshot, view(table, List.of("n"), List.of(), down(table, "n"))));
        assertThat(rows).hasSize(size);
        assertThat(IntStream.range(0, size).allMatch(i -> rows.get(i).equals(row(size - 1 - i))))
                .isTrue();
    }

    @Test
    final void a_batch_is_read_without_an_object_per_cell() {
        var table = new Table(
                "typed",
                List.of(
                        Column.of("whole", ColumnType.bigint()),
                        Column.of("cents", ColumnType.decimal(18, 2)),
                        Column.of("wide", ColumnType.decimal(38, 1)),
                        Column.of("real", Simple.DOUBLE),
                        Column.of("yes", Simple.BOOLEAN),
                        Column.of("text", Simple.TEXT),
                        Column.of("day", Simple.DATE),
                        Column.of("time", Simple.TIMESTAMP)),
                List.of());
        var time = LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000);
        var content = row(
                -7,
                Cells.dec("12.5"),
                Cells.dec("-1234567890123456789012345.6"),
                0.25,
                true,
                "é",
                Cells.day("1970-01-02"),
                time);
        loader().create(
                        table,
                        List.of(content, row(null, null, null, null, null, null, null, null))
                                .iterator());
        try (var snapshot = store().snapshot();
                var stream = snapshot.view(
                        view(table, table.columns().stream().map(Column::name).toList(), List.of()))) {
            assertThat(stream.next()).isTrue();
            var batch = stream.batch();
            assertThat(batch.size()).isEqualTo(2);
            assertThat(batch.getLong(0, 0)).isEqualTo(-7);
            assertThat(batch.getNumber(0, 0)).isEqualByComparingTo("-7");
            assertThat(batch.getLong(1, 0)).isEqualTo(1250);
            assertThat(batch.getNumber(1, 0)).isEqualByComparingTo("12.50");
            assertThat(batch.getNumber(2, 0)).isEqualByComparingTo("-1234567890123456789012345.6");
            assertThat(batch.getDouble(3, 0)).isEqualTo(0.25);
            assertThat(batch.getBoolean(4, 0)).isTrue();
            assertThat(batch.getText(5, 0)).isEqualTo("é");
            assertThat(batch.getLong(6, 0)).isEqualTo(1);
            assertThat(batch.getLong(7, 0)).isEqualTo(-1);
            for (int column = 0; column < content.size(); column++) {
                assertThat(batch.isNull(column, 0)).isFalse();
                assertThat(batch.isNull(column, 1)).isTrue();
                assertThat(batch.get(column, 0)).isEqualTo(content.get(column));
                assertThat(batch.get(column, 1)).isEqualTo(cell(null));
            }
            assertThatThrownBy(() -> batch.getText(0, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> batch.getLong(5, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> batch.getLong(2, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> batch.getDouble(1, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> batch.getBoolean(3, 0)).isInstanceOf(IllegalStateException.class);
            assertThat(stream.next()).isFalse();
        }
    }

    @Test
    final void a_stream_left_half_way_frees_the_snapshot_for_the_next() {
        Workbooks.demo(loader());
        try (var snapshot = store().snapshot()) {
            try (var stream = snapshot.view(view(Workbooks.SALES, List.of("quantity"), List.of()))) {
                assertThat(stream.next()).isTrue();
            }
            assertThat(rows(snapshot, Workbooks.PRODUCT)).isEqualTo(Workbooks.PRODUCTS);
        }
    }
}
