package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedViewDefinition.Pivot;
import dev.ducksheet.core.model.DerivedViewDefinition.Unpivot;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.WorkbookLoader.AlreadyExistsException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link dev.ducksheet.core.port.out.WorkbookLoader} promises. */
public abstract class WorkbookLoaderContract extends StoreFixture {

    @Test
    final void a_new_workbook_has_no_sheets() {
        assertThat(store().catalog().sheets()).isEmpty();
    }

    @Test
    final void a_created_table_is_in_the_catalogue_as_it_was_given() {
        Workbooks.demo(loader());
        assertThat(store().catalog().tables())
                .containsExactlyInAnyOrder(Workbooks.PRODUCT, Workbooks.CUSTOMER, Workbooks.SALES);
    }

    @Test
    final void a_created_table_has_its_rows() {
        Workbooks.demo(loader());
        assertThat(rowsNow(Workbooks.PRODUCT)).isEqualTo(Workbooks.PRODUCTS);
        assertThat(rowsNow(Workbooks.CUSTOMER)).isEqualTo(Workbooks.CUSTOMERS);
        assertThat(rowsNow(Workbooks.SALES)).isEqualTo(Workbooks.SALES_ROWS);
    }

    @Test
    final void a_table_may_be_empty() {
        loader().create(Workbooks.SALES, Collections.emptyIterator());
        assertThat(rowsNow(Workbooks.SALES)).isEmpty();
    }

    @Test
    final void a_table_of_many_rows_has_them_all() {
        var table = new Table("many", List.of(Column.of("n", ColumnType.bigint())), List.of());
        loader().create(
                        table,
                        IntStream.range(0, 5_000).mapToObj(n -> row((long) n)).iterator());
        var rows = rowsNow(table);
        assertThat(rows).hasSize(5_000);
        assertThat(rows.get(4_999)).isEqualTo(row(4_999));
    }

    @Test
    final void a_table_whose_rows_break_off_leaves_no_trace() {
        var rows = Stream.concat(Workbooks.SALES_ROWS.stream(), Stream.<List<CellValue>>generate(() -> {
            throw new BrokenOffException();
        }));
        assertThatThrownBy(() -> loader().create(Workbooks.SALES, rows.iterator()))
                .isInstanceOf(BrokenOffException.class);
        assertThat(store().catalog().sheets()).isEmpty();
        loader().create(Workbooks.SALES, Workbooks.SALES_ROWS.iterator());
        assertThat(rowsNow(Workbooks.SALES)).hasSize(Workbooks.SALES_ROWS.size());
    }

    @Test
    final void a_name_is_taken_once_whatever_has_it() {
        Workbooks.demo(loader());
        var view = new Unpivot("sales", List.of("product_id"), List.of("quantity"), "name", "value");
        loader().define("a view", view);
        for (var name : List.of("sales", "sales_summary_by_product_family", "a view")) {
            var table = new Table(name, Workbooks.SALES.columns(), List.of());
            assertThatThrownBy(() -> loader().create(table, Collections.emptyIterator()))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessageContaining(name);
            assertThatThrownBy(() -> loader().define(named(name))).isInstanceOf(AlreadyExistsException.class);
            assertThatThrownBy(() -> loader().define(name, view)).isInstanceOf(AlreadyExistsException.class);
        }
        assertThat(rowsNow(Workbooks.SALES)).isEqualTo(Workbooks.SALES_ROWS);
    }

    private static RollupDefinition named(String name) {
        var it = Workbooks.SALES_SUMMARY;
        return new RollupDefinition(name, it.base(), it.joins(), it.levels(), it.axes(), it.measures());
    }

    @Test
    final void a_defined_rollup_is_in_the_catalogue_with_its_columns() {
        Workbooks.demo(loader());
        var expected = Workbooks.SALES_SUMMARY.resolve(Map.of("sales", Workbooks.SALES, "product", Workbooks.PRODUCT));
        assertThat(store().catalog().rollups()).containsExactly(expected);
    }

    @Test
    final void a_rollup_that_does_not_fit_the_tables_is_refused_and_leaves_no_trace() {
        loader().create(Workbooks.SALES, Collections.emptyIterator());
        assertThatThrownBy(() -> loader().define(Workbooks.SALES_SUMMARY))
                .isInstanceOf(RollupDefinition.UnresolvableException.class)
                .hasMessageContaining("product");
        assertThat(store().catalog().sheets()).containsExactly(Workbooks.SALES);
    }

    @Test
    final void a_rollup_without_joins_and_axes_is_fine() {
        Workbooks.demo(loader());
        loader().define(new RollupDefinition(
                "by_type",
                "customer",
                List.of(),
                List.of(new Level("kind", new ColumnRef("customer", "type"))),
                List.of(),
                List.of(new Measure("places", "capacity"))));
        assertThat(rowsNow(rollup("by_type")))
                .containsExactlyInAnyOrder(row("Restaurant", 200, 0), row("Bar", 75, 0), row("GroceryStore", null, 0));
    }

    @Test
    final void a_pivot_shows_one_row_for_each_distinct_key_and_one_column_for_each_heading() {
        Workbooks.demo(loader());
        loader().define(
                        "pivoted_sales",
                        new Pivot(
                                "sales",
                                List.of("product_id"),
                                "invoice_date",
                                Axis.Part.MONTH,
                                List.of(cell("2024-01"), cell("2024-02")),
                                "quantity"));
        Sheet view = store().catalog().sheet("pivoted_sales").orElseThrow();
        assertThat(view.columns())
                .extracting(Column::name, Column::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("product_id", ColumnType.integer()),
                        org.assertj.core.groups.Tuple.tuple("2024-01", new ColumnType.Whole(128)),
                        org.assertj.core.groups.Tuple.tuple("2024-02", new ColumnType.Whole(128)));
        assertThat(rowsNow(view))
                .containsExactlyInAnyOrder(
                        row(1, 10, 30), row(2, null, 60), row(3, null, 45), row(4, 100, -20), row(5, null, 7));
    }

    @Test
    final void an_unpivot_shows_one_row_for_each_cell_that_is_not_empty() {
        Workbooks.demo(loader());
        loader().define(
                        "unpivoted_customers",
                        new Unpivot("customer", List.of("customer_id"), List.of("chain", "city"), "what", "content"));
        Sheet view = store().catalog().sheet("unpivoted_customers").orElseThrow();
        assertThat(view.columns()).extracting(Column::name).containsExactly("customer_id", "what", "content");
        assertThat(rowsNow(view))
                .containsExactlyInAnyOrder(
                        row(1, "city", "Montreal"),
                        row(2, "chain", "Night & Co"),
                        row(2, "city", "Laval"),
                        row(3, "chain", "Fresh"),
                        row(3, "city", "Toronto"),
                        row(4, "chain", "Fresh"),
                        row(4, "city", "Ottawa"),
                        row(5, "city", "Halifax"));
    }

    /** Stands for a file that ends in the middle. */
    private static final class BrokenOffException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
