package dev.ducksheet.testkit;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import java.util.List;

/** What the tests of measures that are no sums have in common: a rollup with one of each kind. */
abstract class MeasuresFixture extends RollupFixture {
    static final String NAME = "measured";

    static final Measure QUANTITY = new Measure("quantity", "quantity");

    private static final List<List<String>> SETS =
            List.of(List.of("supplier", "brand", "month"), List.of("supplier"), List.of());

    private static final RollupDefinition MEASURED = rollup(
            List.of("supplier", "brand"),
            SETS,
            QUANTITY,
            new Measure("sold", Aggregate.COUNT, "quantity"),
            new Measure("least", Aggregate.MIN, "net_price"),
            new Measure("most", Aggregate.MAX, "net_price"),
            new Measure("average", Aggregate.AVG, "net_price"),
            new Measure("last", Aggregate.MAX, "invoice_date"));

    final CoreDriver measured() {
        var core = demo();
        define(core, MEASURED);
        return core;
    }

    /** Levels supplier, brand, family; axis month; see {@link #SETS}, where family is left out. */
    static RollupDefinition rollup(List<String> levels, List<List<String>> sets, Measure... measures) {
        var definition = new RollupDefinition(
                NAME,
                "sales",
                List.of(new Join("product", "product_id", "product_id")),
                levels.stream()
                        .map(name -> new Level(name, new ColumnRef("product", name)))
                        .toList(),
                List.of(new Axis("month", new ColumnRef("sales", "invoice_date"), Axis.Part.MONTH)),
                List.of(measures));
        return definition.showing(sets);
    }
}
