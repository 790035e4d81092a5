package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.DerivedViewDefinition.Pivot;
import dev.ducksheet.core.model.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the tables of a workbook do over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class TablesContract extends StoreFixture {
    private static final List<String> HOSTILE = List.of(
            "a \"quoted\" name", "it's; DROP TABLE x --", "rowid", "select", "né 😀", "a.b", "%s{}$1", "\\", "c0");

    private static ColumnDefinition column(String name, ColumnType type) {
        return ColumnDefinition.of(name, type);
    }

    private static Outcome.Applied applied(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return (Outcome.Applied) outcome;
    }

    private static Refusal refused(Outcome outcome, Reason reason) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        var refusal = ((Outcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        return refusal;
    }

    private CoreDriver core() {
        return CoreDriver.over(store());
    }

    private CoreDriver demo() {
        Workbooks.demo(loader());
        return core();
    }

    private static Table table(CoreDriver core, String name) {
        return (Table) core.workbook().readCatalog().catalog().sheet(name).orElseThrow();
    }

    private static Outcome alter(CoreDriver core, String table, Alteration... steps) {
        return core.edit(new TableEdit.Alter(table, List.of(steps)));
    }

    private static Outcome insert(CoreDriver core, String table, Map<String, CellValue> row) {
        return core.edit(new RowEdit.Insert(table, List.of(row)));
    }

    @Test
    final void a_created_table_has_its_columns_with_all_that_was_said_of_them_also_after_a_restart() {
        var columns = List.of(
                new ColumnDefinition("id", ColumnType.bigint(), true, true, CellValue.none()),
                new ColumnDefinition("code", Simple.TEXT, false, true, CellValue.none()),
                new ColumnDefinition("text", Simple.TEXT, false, false, cell("it's")),
                new ColumnDefinition("price", ColumnType.decimal(18, 2), true, false, cell("1.5")),
                new ColumnDefinition("real", Simple.DOUBLE, true, false, cell("1e-3")),
                new ColumnDefinition("yes", Simple.BOOLEAN, false, false, cell(true)),
                new ColumnDefinition("day", Simple.DATE, true, false, cell("2024-02-29")),
                new ColumnDefinition("at", Simple.TIMESTAMP, true, false, cell("2024-02-29T10:00:00.000001")),
                new ColumnDefinition("huge", new ColumnType.Whole(128), true, false, cell("12345678901234567890123")));
        var expected = new Table(
                "things",
                List.of(
                        new Column("id", ColumnType.bigint(), false),
                        new Column("code", Simple.TEXT, false, true, CellValue.none()),
                        new Column("text", Simple.TEXT, false, false, cell("it's")),
                        new Column("price", ColumnType.decimal(18, 2), true, false, cell(dec("1.5"))),
                        new Column("real", Simple.DOUBLE, true, false, CellValue.of(0.001)),
                        new Column("yes", Simple.BOOLEAN, false, false, cell(true)),
                        new Column("day", Simple.DATE, true, false, cell(day("2024-02-29"))),
                        new Column(
                                "at",
                                Simple.TIMESTAMP,
                                true,
                                false,
                                CellValue.of(java.time.LocalDateTime.parse("2024-02-29T10:00:00.000001"))),
                        new Column(
                                "huge", new ColumnType.Whole(128), true, false, cell(dec("12345678901234567890123")))),
                List.of("id"));
        try (var core = core()) {
            var outcome = applied(core.edit(new TableEdit.Create("things", columns, List.of("id"))));

            assertThat(outcome.event()).isEqualTo(new Event.TableCreated(expected));
            assertThat(core.changes().get(0).event()).isEqualTo(outcome.event());
            assertThat(table(core, "things")).isEqualTo(expected);
            applied(insert(core, "things", Map.of("id", cell(1), "code", cell("a"))));
            refused(insert(core, "things", Map.of("id", cell(2), "code", cell("a"))), Reason.DUPLICATE_ROW);
            refused(insert(core, "things", Map.of("id", cell(2))), Reason.INVALID_ROWS);
        }
        restart();
        try (var core = core()) {
            assertThat(table(core, "things")).isEqualTo(expected);
            assertThat(core.changes().get(0).event()).isEqualTo(new Event.TableCreated(expected));
            assertThat(core.rows("things", "").get(0).subList(0, 4)).isEqualTo(row(1, "a", "it's", dec("1.5")));
        }
    }

    @Test
    final void names_are_taken_literally_whatever_they_are() {
        try (var core = core()) {
            for (var name : HOSTILE) {
                var columns = HOSTILE.stream()
                        .map(it -> column(it, ColumnType.integer()))
                        .toList();
                applied(core.edit(new TableEdit.Create(name, columns, List.of(name))));
                var cells = new java.util.LinkedHashMap<String, CellValue>();
                HOSTILE.forEach(it -> cells.put(it, cell(7)));
                applied(insert(core, name, cells));
                applied(alter(core, name, new Alteration.Rename(HOSTILE.get(0), HOSTILE.get(0) + "2")));
                applied(core.edit(new RowEdit.Upsert(
                        name, List.of(Map.of(name.equals(HOSTILE.get(0)) ? name + "2" : name, cell(8))))));
                assertThat(core.rows(name, "")).hasSize(2);
            }
            assertThat(core.workbook().readCatalog().catalog().tables()).hasSize(HOSTILE.size());
            for (var name : HOSTILE) {
                applied(core.edit(new TableEdit.Drop(name)));
            }
            assertThat(core.workbook().readCatalog().catalog().tables()).isEmpty();
        }
    }

    @Test
    final void what_cannot_be_a_table_is_refused_with_the_part_to_blame() {
        try (var core = demo()) {
            var id = column("id", ColumnType.integer());
            assertThat(create(core, "Sales", List.of(id)).field()).isEqualTo("/name");
            refused(core.edit(new TableEdit.Create("Sales", List.of(id), List.of())), Reason.ALREADY_EXISTS);
            for (var name : List.of("", " ", "a\0b", "a\nb", " a", "x".repeat(256), "_row_id", "\ud800")) {
                refused(core.edit(new TableEdit.Create(name, List.of(id), List.of())), Reason.INVALID_REQUEST);
                refused(
                        core.edit(new TableEdit.Create("t", List.of(column(name, ColumnType.integer())), List.of())),
                        Reason.INVALID_REQUEST);
            }
            refused(core.edit(new TableEdit.Create("t", List.of(), List.of())), Reason.INVALID_REQUEST);
            refused(core.edit(new TableEdit.Create("t", List.of(id), List.of("nothing"))), Reason.INVALID_REQUEST);
            refused(core.edit(new TableEdit.Create("t", List.of(id), List.of("id", "id"))), Reason.INVALID_REQUEST);
            refused(
                    core.edit(new TableEdit.Create("t", List.of(id, column("ID", ColumnType.integer())), List.of())),
                    Reason.ALREADY_EXISTS);
            var wrong = new ColumnDefinition("n", ColumnType.integer(), true, false, cell("many"));
            assertThat(create(core, "t", List.of(id, wrong)).field()).isEqualTo("/columns/1/default");
            var tooMany = java.util.stream.IntStream.rangeClosed(0, 1000)
                    .mapToObj(i -> column("c" + i, ColumnType.integer()))
                    .toList();
            refused(core.edit(new TableEdit.Create("t", tooMany, List.of())), Reason.INVALID_REQUEST);
            assertThat(core.changes()).isEmpty();
        }
    }

    private static Refusal create(CoreDriver core, String name, List<ColumnDefinition> columns) {
        return ((Outcome.Refused) core.edit(new TableEdit.Create(name, columns, List.of()))).refusal();
    }

    @Test
    final void columns_come_go_and_get_other_names_and_the_rows_stay() {
        try (var core = demo()) {
            var numbers = core.rows("customer", List.of("customer_id", "city"), "");
            var outcome = applied(alter(
                    core,
                    "customer",
                    new Alteration.Add(new ColumnDefinition("since", Simple.DATE, false, false, cell("2020-01-01"))),
                    new Alteration.Add(column("note", Simple.TEXT)),
                    new Alteration.Rename("city", "town"),
                    new Alteration.Rename("customer_id", "id"),
                    new Alteration.Drop("capacity")));

            var altered = ((Event.TableAltered) outcome.event()).table();
            assertThat(altered.columns())
                    .extracting(Column::name)
                    .containsExactly("id", "type", "chain", "town", "province", "postal_code", "since", "note");
            assertThat(altered.key()).containsExactly("id");
            assertThat(table(core, "customer")).isEqualTo(altered);
            assertThat(core.rows("customer", List.of("id", "town"), "")).isEqualTo(numbers);
            assertThat(core.column("customer", "since")).containsOnly(cell(day("2020-01-01")));
            applied(core.submit(CoreDriver.set("customer", "note", "new", "id = 1")));
            applied(insert(core, "customer", Map.of("id", cell(9))));
            assertThat(core.rows("customer", List.of("note", "since"), "id = 9"))
                    .containsExactly(row(null, day("2020-01-01")));
        }
    }

    @Test
    final void a_column_gets_another_type_if_every_value_fits_it() {
        try (var core = demo()) {
            var refusal = refused(
                    alter(core, "customer", new Alteration.Retype("postal_code", ColumnType.integer())),
                    Reason.INVALID_ROWS);
            assertThat(refusal.rows())
                    .extracting(RowError::value)
                    .contains("H2X 1Y4")
                    .hasSize(5);
            assertThat(core.column("customer", "postal_code")).contains(cell("H2X 1Y4"));

            applied(alter(core, "customer", new Alteration.Retype("capacity", Simple.TEXT)));
            assertThat(core.column("customer", "capacity"))
                    .containsExactly(cell("80"), cell("45"), CellValue.none(), cell("120"), cell("30"));
            applied(alter(core, "customer", new Alteration.Retype("capacity", ColumnType.decimal(5, 1))));
            applied(core.submit(CoreDriver.set("customer", "capacity", dec("80.5"), "customer_id = 1")));
            refused(
                    alter(core, "customer", new Alteration.Retype("capacity", new ColumnType.Whole(8))),
                    Reason.INVALID_ROWS);
            assertThat(table(core, "customer").columns())
                    .extracting(Column::name)
                    .element(2)
                    .isEqualTo("capacity");
            assertThat(core.rows("customer", List.of("capacity"), "customer_id < 3"))
                    .containsExactly(row(dec("80.5")), row(45));
        }
    }

    @Test
    final void rows_without_a_key_stay_the_same_rows_when_their_table_is_built_anew() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Delete("sales", where("customer_id = 2"))));
            var before = core.rows("sales", List.of("_row_id", "product_id", "net_price"), "");
            applied(alter(core, "sales", new Alteration.Retype("customer_id", ColumnType.bigint())));

            assertThat(core.rows("sales", List.of("_row_id", "product_id", "net_price"), ""))
                    .isEqualTo(before);
            assertThat(core.rows("sales_summary_by_product_family", "")).isNotEmpty();
        }
    }

    @Test
    final void steps_are_taken_one_after_the_other_and_all_or_none() {
        try (var core = demo()) {
            applied(alter(
                    core,
                    "customer",
                    new Alteration.Rename("type", "kind"),
                    new Alteration.Rename("chain", "type"),
                    new Alteration.Add(column("chain", ColumnType.integer())),
                    new Alteration.Retype("chain", Simple.TEXT)));
            assertThat(core.rows("customer", List.of("kind", "type", "chain"), "customer_id = 2"))
                    .containsExactly(row("Bar", "Night & Co", null));

            var before = table(core, "customer");
            refused(
                    alter(core, "customer", new Alteration.Rename("kind", "k"), new Alteration.Drop("nothing")),
                    Reason.UNKNOWN_COLUMN);
            assertThat(table(core, "customer")).isEqualTo(before);
        }
    }

    @Test
    final void a_step_that_cannot_be_is_refused() {
        try (var core = demo()) {
            var required = new ColumnDefinition("n", ColumnType.integer(), false, false, CellValue.none());
            refused(alter(core, "customer", new Alteration.Add(required)), Reason.INVALID_REQUEST);
            refused(alter(core, "customer", new Alteration.Drop("customer_id")), Reason.INVALID_REQUEST);
            refused(alter(core, "customer", new Alteration.Retype("customer_id", Simple.TEXT)), Reason.INVALID_REQUEST);
            refused(alter(core, "customer", new Alteration.Rename("city", "CHAIN")), Reason.ALREADY_EXISTS);
            refused(alter(core, "customer", new Alteration.Rename("city", "")), Reason.INVALID_REQUEST);
            refused(alter(core, "customer"), Reason.INVALID_REQUEST);
            refused(alter(core, "nothing", new Alteration.Drop("a")), Reason.UNKNOWN_TABLE);
            refused(alter(core, "sales_summary_by_product_family", new Alteration.Drop("brand")), Reason.NOT_EDITABLE);
            assertThat(core.changes()).isEmpty();
        }
    }

    @Test
    final void a_unique_column_can_be_added_filled_and_taken_away() {
        try (var core = demo()) {
            var code = new ColumnDefinition("code", Simple.TEXT, true, true, CellValue.none());
            applied(alter(core, "customer", new Alteration.Add(code)));
            applied(core.edit(new RowEdit.Update("customer", Map.of("code", cell("01")), where("customer_id = 1"))));
            applied(core.edit(new RowEdit.Update("customer", Map.of("code", cell("1")), where("customer_id = 2"))));
            refused(
                    core.edit(new RowEdit.Update("customer", Map.of("code", cell("1")), where("customer_id = 3"))),
                    Reason.DUPLICATE_ROW);
            refused(alter(core, "customer", new Alteration.Retype("code", ColumnType.integer())), Reason.INVALID_ROWS);
            applied(alter(core, "customer", new Alteration.Drop("code")));
            assertThat(table(core, "customer")).isEqualTo(Workbooks.CUSTOMER);
        }
    }

    @Test
    final void what_a_rollup_a_view_or_a_hold_uses_is_not_taken_away_and_they_are_named() {
        Workbooks.demo(loader());
        loader().define(
                        "pivoted",
                        new Pivot(
                                "customer",
                                List.of("city"),
                                "type",
                                Axis.Part.VALUE,
                                List.of(cell("Bar")),
                                "capacity"));
        try (var core = core()) {
            var summary = "sales_summary_by_product_family";
            for (var step : List.of(
                    new Alteration.Drop("quantity"),
                    new Alteration.Rename("invoice_date", "day"),
                    new Alteration.Retype("product_id", ColumnType.bigint()))) {
                assertThat(refused(alter(core, "sales", step), Reason.IN_USE).detail())
                        .contains(summary);
            }
            assertThat(refused(alter(core, "product", new Alteration.Drop("brand")), Reason.IN_USE)
                            .detail())
                    .contains(summary);
            assertThat(refused(core.edit(new TableEdit.Drop("product")), Reason.IN_USE)
                            .detail())
                    .contains(summary);
            assertThat(refused(alter(core, "customer", new Alteration.Drop("capacity")), Reason.IN_USE)
                            .detail())
                    .contains("pivoted");
            assertThat(refused(core.edit(new TableEdit.Drop("customer")), Reason.IN_USE)
                            .detail())
                    .contains("pivoted");
            assertThat(core.hold("sales", "quantity", "customer_id = 1")).isInstanceOf(Outcome.HoldPlaced.class);
            assertThat(refused(alter(core, "sales", new Alteration.Drop("customer_id")), Reason.IN_USE)
                            .detail())
                    .contains("hold");
            applied(alter(core, "product", new Alteration.Drop("name")));
            applied(alter(core, "customer", new Alteration.Drop("chain")));
            assertThat(core.rows("pivoted", "")).hasSize(5);
            assertThat(core.rows(summary, "")).isNotEmpty();
        }
    }

    @Test
    final void a_hold_stays_when_the_rows_it_holds_go() {
        try (var core = demo()) {
            core.hold("sales", "quantity", "customer_id = 1");
            applied(core.edit(new RowEdit.Delete("sales", where("customer_id = 1"))));
            applied(insert(core, "sales", Map.of("product_id", cell(1), "customer_id", cell(1), "quantity", cell(3))));

            refused(
                    core.submit(CoreDriver.set("sales", "quantity", 9, "customer_id = 1")
                            .spread(dev.ducksheet.core.edit.Spreading.by(
                                    dev.ducksheet.core.spread.SpreadMethod.EQUAL))),
                    Reason.ALL_HELD);
        }
    }

    @Test
    final void a_dropped_table_is_gone_and_its_name_is_free() {
        try (var core = demo()) {
            var outcome = applied(core.edit(new TableEdit.Drop("customer")));

            assertThat(outcome.event()).isEqualTo(new Event.TableDropped());
            assertThat(core.workbook().readCatalog().catalog().sheet("customer"))
                    .isEmpty();
            refused(core.edit(new TableEdit.Drop("customer")), Reason.UNKNOWN_TABLE);
            refused(core.submit(CoreDriver.set("customer", "city", "x", "customer_id = 1")), Reason.UNKNOWN_TABLE);
            applied(core.edit(new TableEdit.Create("customer", List.of(column("other", Simple.TEXT)), List.of())));
            assertThat(core.rows("customer", "")).isEmpty();
        }
    }

    @Test
    final void a_change_of_a_table_has_its_place_among_the_edits() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "city", "A", "customer_id = 1")));
            applied(alter(core, "customer", new Alteration.Rename("city", "town")));
            refused(core.submit(CoreDriver.set("customer", "city", "B", "customer_id = 1")), Reason.UNKNOWN_COLUMN);
            applied(core.submit(CoreDriver.set("customer", "town", "C", "customer_id = 1")));

            assertThat(core.changes()).extracting(it -> it.version().number()).containsExactly(1L, 2L, 3L);
            assertThat(core.changes())
                    .extracting(it -> it.event().wireName())
                    .containsExactly("cells_updated", "table_altered", "cells_updated");
            assertThat(core.column("customer", "town")).contains(cell("C"));
        }
    }
}
