package dev.ducksheet.seed;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import java.util.List;

/**
 * The demo workbook: products, customers and sales from a seed number, a rollup over them, a pivot and an unpivot.
 *
 * <p>The same size and seed give the same rows on every machine. Immutable and thread-safe; each iterator over rows
 * belongs to one thread.
 */
public final class DemoWorkbook {
    /** The name of the rollup. */
    public static final String ROLLUP = "sales_summary_by_product_family";

    /** The seed of those who name none. */
    public static final long DEFAULT_SEED = 91;

    private final DemoSize size;
    private final long seed;

    private DemoWorkbook(DemoSize size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    /** Returns the workbook of that size and seed. */
    public static DemoWorkbook of(DemoSize size, long seed) {
        return new DemoWorkbook(size, seed);
    }

    /** Returns the tables: product, customer, sales. */
    public List<DemoTable> tables() {
        return List.of(Products.of(size, seed), Customers.of(size, seed), Sales.of(size, seed));
    }

    /** Returns the rollup: quantity and net amount by supplier, brand, family and month. */
    public RollupDefinition rollup() {
        return new RollupDefinition(
                ROLLUP,
                "sales",
                List.of(new Join("product", "product_id", "product_id")),
                List.of(level("supplier"), level("brand"), level("family")),
                List.of(new Axis("invoice_date_month", new ColumnRef("sales", "invoice_date"), Axis.Part.MONTH)),
                List.of(new Measure("quantity", "quantity"), new Measure("net_amount", "net_price")));
    }

    private static Level level(String column) {
        return new Level(column, new ColumnRef("product", column));
    }

    /** Returns the views that are shown only: the sales pivoted by month, and unpivoted by measure. */
    public List<DemoView> views() {
        return List.of(new DemoView("pivoted_sales", pivot()), new DemoView("unpivoted_sales", unpivot()));
    }

    /** A view with its name. */
    public record DemoView(String name, DerivedViewDefinition definition) {}

    private DerivedViewDefinition pivot() {
        List<CellValue> months = Sales.months(size).stream()
                .map(month -> CellValue.of(month.toString()))
                .toList();
        return new DerivedViewDefinition.Pivot(
                "sales", List.of("product_id"), "invoice_date", Axis.Part.MONTH, months, "quantity");
    }

    private static DerivedViewDefinition unpivot() {
        return new DerivedViewDefinition.Unpivot(
                "sales",
                List.of("product_id", "customer_id", "invoice_date"),
                List.of("quantity", "net_price"),
                "measure",
                "value");
    }
}
