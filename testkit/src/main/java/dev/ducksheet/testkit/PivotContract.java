package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.PivotTable.Pivot;
import dev.ducksheet.core.port.in.PivotTable.Unpivot;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What rows look like turned, over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class PivotContract extends StoreFixture {
    private static final long ALL = Long.MAX_VALUE;

    /** The names of the columns, and the rows. */
    private record Shown(List<String> columns, List<List<CellValue>> rows) {}

    private CoreDriver demo() {
        Workbooks.demo(loader());
        return CoreDriver.over(store());
    }

    private static Pivot pivot(String rows, String columns, String values, Aggregate aggregate, String filter) {
        return pivot("sales", rows, columns, values, aggregate, filter);
    }

    private static Pivot pivot(
            String sheet, String rows, String columns, String values, Aggregate aggregate, String filter) {
        return new Pivot(
                sheet,
                List.of(rows.split(",", -1)),
                List.of(columns.split(",", -1)),
                List.of(values.split(",", -1)),
                aggregate,
                filter,
                ALL);
    }

    private static Unpivot unpivot(String sheet, String columns, String keep, String filter) {
        return new Unpivot(
                sheet,
                List.of(columns.split(",", -1)),
                keep.isEmpty() ? List.of() : List.of(keep.split(",", -1)),
                "name",
                "value",
                filter,
                ALL);
    }

    private static Shown shown(Opening opening) {
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        try (var stream = ((Opening.Opened) opening).rows()) {
            var rows = new ArrayList<List<CellValue>>();
            while (stream.next()) {
                for (int row = 0; row < stream.batch().size(); row++) {
                    int at = row;
                    rows.add(IntStream.range(0, stream.columns().size())
                            .mapToObj(column -> stream.batch().get(column, at))
                            .toList());
                }
            }
            return new Shown(stream.columns().stream().map(Column::name).toList(), rows);
        }
    }

    private static Refusal refused(Opening opening, Reason reason, String field) {
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        var refusal = ((Opening.Refused) opening).refusal();
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        assertThat(refusal.field()).as(refusal.detail()).isEqualTo(field);
        return refusal;
    }

    @Test
    final void cells_become_headings_and_others_are_added_up_under_them() {
        try (var core = demo()) {
            var shown = shown(core.workbook()
                    .pivotTable()
                    .pivot(pivot("product_id", "customer_id", "quantity", Aggregate.SUM, "product_id < 4")));

            assertThat(shown.columns()).containsExactly("product_id", "1", "2", "3", "4", "5");
            assertThat(shown.rows())
                    .containsExactly(
                            row(1, 10, 30, null, null, null),
                            row(2, 60, null, 0, null, null),
                            row(3, null, null, null, 45, 5));
        }
    }

    @Test
    final void every_aggregate_has_its_type_and_leaves_empty_cells_out() {
        try (var core = demo()) {
            for (var aggregate : Aggregate.values()) {
                var opening = (Opening.Opened) core.workbook()
                        .pivotTable()
                        .pivot(pivot("product_id", "customer_id", "quantity,net_price", aggregate, "product_id = 5"));
                var types = opening.rows().columns().stream()
                        .map(Column::type)
                        .skip(1)
                        .toList();
                opening.rows().close();
                assertThat(types)
                        .startsWith(
                                aggregate.of(ColumnType.bigint()).orElseThrow(),
                                aggregate.of(ColumnType.decimal(18, 2)).orElseThrow());
            }
            assertThat(five(core, Aggregate.COUNT)).containsExactly(row(5, 1, 0));
            assertThat(five(core, Aggregate.SUM)).containsExactly(row(5, 7, null));
            assertThat(five(core, Aggregate.MIN)).containsExactly(row(5, 7, null));
            assertThat(five(core, Aggregate.MAX)).containsExactly(row(5, 7, null));
            assertThat(five(core, Aggregate.AVG)).containsExactly(row(5, 7.0, null));
        }
    }

    private static List<List<CellValue>> five(CoreDriver core, Aggregate aggregate) {
        return shown(core.workbook()
                        .pivotTable()
                        .pivot(pivot("product_id", "customer_id", "quantity", aggregate, "product_id = 5")))
                .rows();
    }

    @Test
    final void several_columns_and_values_have_a_heading_for_each_of_their_combinations() {
        try (var core = demo()) {
            var shown = shown(core.workbook()
                    .pivotTable()
                    .pivot(pivot(
                            "product_id",
                            "customer_id,invoice_date",
                            "quantity,net_price",
                            Aggregate.SUM,
                            "product_id = 1")));

            assertThat(shown.columns())
                    .containsExactly(
                            "product_id",
                            "1_2024-01-15_quantity",
                            "1_2024-01-15_net_price",
                            "2_2024-02-03_quantity",
                            "2_2024-02-03_net_price");
            assertThat(shown.rows()).containsExactly(row(1, 10, dec("100"), 30, dec("299.99")));
        }
    }

    @Test
    final void of_a_rollup_the_finest_rows_count_unless_others_are_asked_for() {
        try (var core = demo()) {
            var sheet = Workbooks.SALES_SUMMARY.name();
            var all = shown(core.workbook()
                    .pivotTable()
                    .pivot(pivot(sheet, "supplier", "invoice_date_month", "quantity", Aggregate.SUM, "")));
            var coarse = shown(core.workbook()
                    .pivotTable()
                    .pivot(pivot(
                            sheet,
                            "supplier",
                            "invoice_date_month",
                            "quantity",
                            Aggregate.SUM,
                            "grouping_set_id = 3")));

            assertThat(all.columns()).containsExactly("supplier", "2024-01", "2024-02", "2024-03");
            assertThat(all.rows()).containsExactly(row("Elliott", 10, 135, 5), row("Moreno", 100, -13, null));
            assertThat(coarse.rows()).isEqualTo(all.rows());
        }
    }

    @Test
    final void empty_cells_and_blank_texts_have_headings_that_show_them() {
        loader().create(
                        NOTES,
                        List.of(row(1, null), row(2, ""), row(3, "it's \"é\"")).iterator());
        try (var core = CoreDriver.over(store())) {
            var shown = shown(core.workbook().pivotTable().pivot(pivot("note", "id", "note", "id", Aggregate.MAX, "")));

            assertThat(shown.columns()).containsExactly("id", "''", "it's \"é\"", "null");
            assertThat(shown.rows())
                    .containsExactly(row(1, null, null, 1), row(2, 2, null, null), row(3, null, 3, null));
        }
    }

    private static final Table NOTES = new Table(
            "note",
            List.of(new Column("id", ColumnType.integer(), false), Column.of("note", Simple.TEXT)),
            List.of("id"));

    @Test
    final void no_more_rows_come_than_were_asked_for() {
        try (var core = demo()) {
            var pivots = core.workbook().pivotTable();
            assertThat(shown(pivots.pivot(new Pivot(
                                    "sales",
                                    List.of("product_id"),
                                    List.of("customer_id"),
                                    List.of("quantity"),
                                    Aggregate.SUM,
                                    "",
                                    2)))
                            .rows())
                    .hasSize(2);
            assertThat(shown(pivots.unpivot(
                                    new Unpivot("sales", List.of("quantity"), List.of("product_id"), "n", "v", "", 3)))
                            .rows())
                    .hasSize(3);
        }
    }

    @Test
    final void a_pivot_that_cannot_be_is_refused_by_the_part_to_blame() {
        loader().create(
                        NOTES,
                        IntStream.range(0, PivotTable.MAX_COLUMNS + 1)
                                .mapToObj(i -> row(i, "n" + i))
                                .iterator());
        try (var core = demo()) {
            var pivots = core.workbook().pivotTable();
            refused(pivots.pivot(pivot("nothing", "a", "b", "c", Aggregate.SUM, "")), Reason.UNKNOWN_TABLE, "/table");
            refused(
                    pivots.pivot(pivot("a", "customer_id", "quantity", Aggregate.SUM, "")),
                    Reason.UNKNOWN_COLUMN,
                    "/rows");
            refused(
                    pivots.pivot(pivot("product_id", "a", "quantity", Aggregate.SUM, "")),
                    Reason.UNKNOWN_COLUMN,
                    "/columns");
            refused(
                    pivots.pivot(pivot("product_id", "customer_id", "a", Aggregate.SUM, "")),
                    Reason.UNKNOWN_COLUMN,
                    "/values");
            refused(
                    pivots.pivot(pivot("product_id", "customer_id", "invoice_date", Aggregate.SUM, "")),
                    Reason.TYPE_MISMATCH,
                    "/values");
            refused(
                    pivots.pivot(pivot("product_id", "product_id", "quantity", Aggregate.SUM, "")),
                    Reason.INVALID_REQUEST,
                    "/columns");
            refused(
                    pivots.pivot(pivot("product_id,product_id", "customer_id", "quantity", Aggregate.SUM, "")),
                    Reason.INVALID_REQUEST,
                    "/rows");
            refused(
                    pivots.pivot(pivot("product_id", "customer_id", "quantity", Aggregate.SUM, "quantity >")),
                    Reason.MALFORMED_CONDITION,
                    "/filter");
            refused(
                    pivots.pivot(pivot("product_id", "customer_id", "quantity", Aggregate.SUM, "a = 1")),
                    Reason.UNKNOWN_COLUMN,
                    "/filter");
            assertThat(refused(
                                    pivots.pivot(pivot("note", "id", "note", "id", Aggregate.SUM, "")),
                                    Reason.INVALID_REQUEST,
                                    "/columns")
                            .detail())
                    .contains("more than 1000 columns", "filter");
            assertThat(shown(pivots.pivot(pivot("note", "id", "note", "id", Aggregate.SUM, "id < 3")))
                            .columns())
                    .hasSize(4);
        }
    }

    @Test
    final void two_headings_of_one_name_are_refused_by_name() {
        loader().create(
                        NOTES,
                        List.of(row(1, null), row(2, "null"), row(3, "id")).iterator());
        try (var core = CoreDriver.over(store())) {
            var pivots = core.workbook().pivotTable();
            assertThat(refused(
                                    pivots.pivot(pivot("note", "id", "note", "id", Aggregate.SUM, "id < 3")),
                                    Reason.INVALID_REQUEST,
                                    "/columns")
                            .detail())
                    .contains("'null'");
            assertThat(refused(
                                    pivots.pivot(pivot("note", "id", "note", "id", Aggregate.SUM, "id = 3")),
                                    Reason.INVALID_REQUEST,
                                    "/columns")
                            .detail())
                    .contains("'id'");
        }
    }

    @Test
    final void headings_become_cells_each_with_the_name_of_its_column() {
        try (var core = demo()) {
            var pivots = core.workbook().pivotTable();
            var shown = shown(pivots.unpivot(unpivot("sales", "quantity,net_price", "product_id", "product_id = 5")));

            assertThat(shown.columns()).containsExactly("product_id", "name", "value");
            assertThat(shown.rows()).containsExactly(row(5, "quantity", 7), row(5, "net_price", dec("8.40")));
            assertThat(shown(pivots.unpivot(unpivot("customer", "city,province", "", "customer_id = 1"))))
                    .isEqualTo(new Shown(
                            List.of("customer_id", "type", "capacity", "chain", "postal_code", "name", "value"),
                            List.of(
                                    row(1, "Restaurant", 80, null, "H2X 1Y4", "city", "Montreal"),
                                    row(1, "Restaurant", 80, null, "H2X 1Y4", "province", "QC"))));
            assertThat(shown(pivots.unpivot(unpivot(
                                    Workbooks.SALES_SUMMARY.name(),
                                    "quantity,net_amount",
                                    "supplier,grouping_set_id",
                                    "grouping_set_id = 3 AND invoice_date_month = '2024-03'")))
                            .rows())
                    .containsExactly(row("Elliott", 3, "quantity", 5), row("Elliott", 3, "net_amount", dec("10.01")));
        }
    }

    @Test
    final void an_unpivot_that_cannot_be_is_refused_by_the_part_to_blame() {
        try (var core = demo()) {
            var pivots = core.workbook().pivotTable();
            refused(pivots.unpivot(unpivot("nothing", "a", "", "")), Reason.UNKNOWN_TABLE, "/table");
            refused(pivots.unpivot(unpivot("sales", "a", "", "")), Reason.UNKNOWN_COLUMN, "/columns");
            refused(pivots.unpivot(unpivot("sales", "quantity", "a", "")), Reason.UNKNOWN_COLUMN, "/keep");
            refused(pivots.unpivot(unpivot("sales", "quantity", "quantity", "")), Reason.INVALID_REQUEST, "/keep");
            assertThat(refused(
                                    pivots.unpivot(unpivot("sales", "quantity,invoice_date", "", "")),
                                    Reason.TYPE_MISMATCH,
                                    "/columns")
                            .detail())
                    .contains("quantity (BIGINT)", "invoice_date (DATE)");
            refused(
                    pivots.unpivot(new Unpivot(
                            "sales", List.of("quantity"), List.of("product_id"), "product_id", "v", "", ALL)),
                    Reason.INVALID_REQUEST,
                    "/name");
            refused(
                    pivots.unpivot(new Unpivot("sales", List.of("quantity"), List.of("product_id"), " ", "v", "", ALL)),
                    Reason.INVALID_REQUEST,
                    "/name");
        }
    }
}
