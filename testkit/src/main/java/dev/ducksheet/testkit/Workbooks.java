package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.WorkbookLoader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small workbooks for tests, by hand. */
public final class Workbooks {
    /** What is sold. */
    public static final Table PRODUCT = new Table(
            "product",
            List.of(
                    new Column("product_id", ColumnType.integer(), false),
                    Column.of("name", Simple.TEXT),
                    Column.of("supplier", Simple.TEXT),
                    Column.of("brand", Simple.TEXT),
                    Column.of("family", Simple.TEXT)),
            List.of("product_id"));

    /** Who buys. */
    public static final Table CUSTOMER = new Table(
            "customer",
            List.of(
                    new Column("customer_id", ColumnType.integer(), false),
                    Column.of("type", Simple.TEXT),
                    Column.of("capacity", ColumnType.integer()),
                    Column.of("chain", Simple.TEXT),
                    Column.of("city", Simple.TEXT),
                    Column.of("province", Simple.TEXT),
                    Column.of("postal_code", Simple.TEXT)),
            List.of("customer_id"));

    /** What was sold to whom; rows have no key. */
    public static final Table SALES = new Table(
            "sales",
            List.of(
                    Column.of("product_id", ColumnType.integer()),
                    Column.of("customer_id", ColumnType.integer()),
                    Column.of("invoice_date", Simple.DATE),
                    Column.of("quantity", ColumnType.bigint()),
                    Column.of("net_price", ColumnType.decimal(18, 2))),
            List.of());

    /** Quantity and amount by supplier, brand, family and month. */
    public static final RollupDefinition SALES_SUMMARY = new RollupDefinition(
            "sales_summary_by_product_family",
            "sales",
            List.of(new Join("product", "product_id", "product_id")),
            List.of(
                    new Level("supplier", new ColumnRef("product", "supplier")),
                    new Level("brand", new ColumnRef("product", "brand")),
                    new Level("family", new ColumnRef("product", "family"))),
            List.of(new Axis("invoice_date_month", new ColumnRef("sales", "invoice_date"), Axis.Part.MONTH)),
            List.of(new Measure("quantity", "quantity"), new Measure("net_amount", "net_price")));

    /** The rows of {@link #PRODUCT} in {@link #demo}. */
    public static final List<List<CellValue>> PRODUCTS = List.of(
            row(1, "Red 0.75", "Elliott", "Crest", "Red"),
            row(2, "White 0.75", "Elliott", "Crest", "White"),
            row(3, "Lager 0.5", "Elliott", "Haven", "Lager"),
            row(4, "Cola 0.33", "Moreno", "Fizz", "Soda"),
            row(5, "Lemon 0.33", "Moreno", "Fizz", "Soda"));

    /** The rows of {@link #CUSTOMER} in {@link #demo}. */
    public static final List<List<CellValue>> CUSTOMERS = List.of(
            row(1, "Restaurant", 80, null, "Montreal", "QC", "H2X 1Y4"),
            row(2, "Bar", 45, "Night & Co", "Laval", "QC", "H7A 0A1"),
            row(3, "GroceryStore", null, "Fresh", "Toronto", "ON", "M5V 2T6"),
            row(4, "Restaurant", 120, "Fresh", "Ottawa", "ON", "K1A 0B1"),
            row(5, "Bar", 30, null, "Halifax", "NS", "B3H 0A2"));

    /** The rows of {@link #SALES} in {@link #demo}. */
    public static final List<List<CellValue>> SALES_ROWS = List.of(
            row(1, 1, day("2024-01-15"), 10, dec("100.00")),
            row(1, 2, day("2024-02-03"), 30, dec("299.99")),
            row(2, 1, day("2024-02-10"), 60, dec("480.50")),
            row(2, 3, day("2024-02-29"), 0, dec("0.00")),
            row(3, 4, day("2024-02-11"), 45, dec("90.00")),
            row(3, 5, day("2024-03-01"), 5, dec("10.01")),
            row(4, 2, day("2024-01-31"), 100, dec("75.25")),
            row(4, 4, day("2024-02-14"), -20, dec("-15.05")),
            row(5, 3, day("2024-02-14"), 7, dec("8.40")),
            row(5, 5, day("2024-02-20"), null, null));

    private Workbooks() {}

    /** Loads products, customers, sales and their rollup: 5, 5 and 10 rows. */
    public static void demo(WorkbookLoader loader) {
        loader.create(PRODUCT, PRODUCTS.iterator());
        loader.create(CUSTOMER, CUSTOMERS.iterator());
        loader.create(SALES, SALES_ROWS.iterator());
        loader.define(SALES_SUMMARY);
    }

    /** Returns a new workbook in memory with {@link #demo}. */
    public static InMemoryWorkbookStore demo() {
        var store = new InMemoryWorkbookStore();
        demo(store);
        return store;
    }

    /** A column {@code amount} of this type, one row for each amount, and the key {@code id} from 1. */
    public static Table amountsTable(ColumnType type) {
        return new Table(
                "leaf",
                List.of(
                        new Column("id", ColumnType.integer(), false),
                        Column.of("supplier", Simple.TEXT),
                        Column.of("brand", Simple.TEXT),
                        Column.of("family", Simple.TEXT),
                        Column.of("amount", type),
                        Column.of("weight", ColumnType.integer())),
                List.of("id"));
    }

    /** The rollup {@code tree} over {@link #amountsTable}: supplier, brand, family; measure {@code amount}. */
    public static final RollupDefinition TREE = new RollupDefinition(
            "tree",
            "leaf",
            List.of(),
            List.of(
                    new Level("supplier", new ColumnRef("leaf", "supplier")),
                    new Level("brand", new ColumnRef("leaf", "brand")),
                    new Level("family", new ColumnRef("leaf", "family"))),
            List.of(),
            List.of(new Measure("amount", "amount")));

    /**
     * Loads {@link #amountsTable} and {@link #TREE} with these leaves.
     *
     * @param leaves supplier, brand, family, amount, weight
     */
    public static void tree(WorkbookLoader loader, ColumnType type, List<List<CellValue>> leaves) {
        var rows = new java.util.ArrayList<List<CellValue>>();
        for (var leaf : leaves) {
            var row = new java.util.ArrayList<>(row(rows.size() + 1));
            row.addAll(leaf);
            rows.add(row);
        }
        loader.create(amountsTable(type), rows.iterator());
        loader.define(TREE);
    }

    /** Loads a flat {@link #tree}: every leaf under supplier S, brand B, family F, none with a weight. */
    public static void leaves(WorkbookLoader loader, ColumnType type, @Nullable Object... amounts) {
        tree(
                loader,
                type,
                Arrays.stream(amounts)
                        .map(amount -> row("S", "B", "F", amount, null))
                        .toList());
    }

    /** Loads the tree of "through the levels": supplier S: brand B1 {F1: 10, F2: 30}, B2 {F1: 60}. */
    public static void throughTheLevels(WorkbookLoader loader) {
        tree(
                loader,
                ColumnType.bigint(),
                List.of(
                        row("S", "B1", "F1", 10, null),
                        row("S", "B1", "F2", 30, null),
                        row("S", "B2", "F1", 60, null)));
    }

    /** Loads the tree of "equal over children": supplier S: brand A {one leaf: 0}, brand B {three leaves: 0}. */
    public static void equalOverChildren(WorkbookLoader loader) {
        tree(
                loader,
                ColumnType.decimal(18, 2),
                List.of(
                        row("S", "A", "F", 0, null),
                        row("S", "B", "F", 0, null),
                        row("S", "B", "F", 0, null),
                        row("S", "B", "F", 0, null)));
    }
}
