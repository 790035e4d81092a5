package dev.ducksheet.seed;

import static dev.ducksheet.core.model.ColumnType.Simple.TEXT;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import java.util.List;
import java.util.function.LongFunction;

/** What is sold. */
final class Products {
    static final Table TABLE = new Table(
            "product",
            List.of(
                    new Column("product_id", ColumnType.integer(), false),
                    Column.of("name", TEXT),
                    Column.of("supplier", TEXT),
                    Column.of("brand", TEXT),
                    Column.of("family", TEXT)),
            List.of("product_id"));

    private Products() {}

    static DemoTable of(DemoSize size, long seed) {
        return new DemoTable(TABLE, size.products(), () -> rows(size, seed));
    }

    private static LongFunction<List<CellValue>> rows(DemoSize size, long seed) {
        ProductTree tree = ProductTree.of(size.products(), seed);
        Draw draw = new Draw(seed, "product");
        List<String> flavours = Fakers.flavours(Fakers.on(draw));
        return id -> {
            ProductTree.Family family = tree.familyOf(id, draw);
            return List.of(
                    CellValue.of(id),
                    CellValue.of(draw.of(flavours) + " " + family.name()),
                    CellValue.of(family.supplier()),
                    CellValue.of(family.brand()),
                    CellValue.of(family.name()));
        };
    }

    /** Returns the list price of a product in cents, between 1.50 and 50.00. */
    static long priceOf(long product) {
        return 150 + product * 7919 % 4851;
    }
}
