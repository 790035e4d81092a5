package dev.ducksheet.http;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import java.util.List;
import java.util.Map;

/** Tables and a rollup to ask for. */
final class Sheets {
    static final Table SALES = new Table(
            "sales",
            List.of(
                    new Column("id", ColumnType.bigint(), false),
                    Column.of("product", ColumnType.Simple.TEXT),
                    Column.of("day", ColumnType.Simple.DATE),
                    Column.of("quantity", ColumnType.integer()),
                    Column.of("net_price", ColumnType.decimal(18, 2))),
            List.of("id"));

    static final Table PRODUCTS = new Table(
            "products",
            List.of(Column.of("product", ColumnType.Simple.TEXT), Column.of("brand", ColumnType.Simple.TEXT)),
            List.of("product"));

    private Sheets() {}

    static Catalog catalog() {
        var definition = new RollupDefinition(
                "sales_summary",
                "sales",
                List.of(new Join("products", "product", "product")),
                List.of(new Level("brand", new ColumnRef("products", "brand"))),
                List.of(new Axis("month", new ColumnRef("sales", "day"), Axis.Part.MONTH)),
                List.of(new Measure("quantity", "quantity")));
        var rollup = definition.resolve(Map.of("sales", SALES, "products", PRODUCTS));
        return Catalog.of(List.of(SALES, PRODUCTS, rollup));
    }
}
