package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.row;

import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Spreading.Over;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.spread.SpreadMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the examples of spreading: the leaves before, the edit of their total, the leaves after. Every way into a
 * workbook must give the same.
 *
 * <p>The leaves are those of {@link Workbooks#tree}; the edit is one of {@code tree.amount} where {@code supplier = 'S'}.
 *
 * @param leaves supplier, brand, family, amount, weight
 * @param weights the reference column, or null for the amounts themselves
 * @param sharedHold a condition over {@code leaf} for a hold placed before the edit, or null
 * @param ownHold a condition over {@code tree} for a hold of this edit alone, or null
 * @param after the amounts by id, or empty if the edit is refused
 * @param refusal why it is refused, or null
 */
public record SpreadingExample(
        String name,
        ColumnType type,
        List<List<CellValue>> leaves,
        SpreadMethod method,
        Over over,
        @Nullable String weights,
        @Nullable String sharedHold,
        @Nullable String ownHold,
        CellValue total,
        List<CellValue> after,
        @Nullable Reason refusal) {

    /** The condition of every example's edit. */
    public static final String CONDITION = "supplier = 'S'";

    private static final ColumnType WHOLE = ColumnType.bigint();
    private static final ColumnType CENTS = ColumnType.decimal(18, 2);

    /** Returns every example. */
    public static List<SpreadingExample> all() {
        return List.of(
                flat("proportional", WHOLE, 10, 30, 60).to(300).becomes(30, 90, 180),
                flat("zeros stay", CENTS, 175, 50, 0).to(100).becomes("77.78", "22.22", 0),
                flat("all zero", WHOLE, 0, 0, 0).to(12000).becomes(4000, 4000, 4000),
                flat("all zero, indivisible", WHOLE, 0, 0, 0).to(100).becomes(34, 33, 33),
                flat("hold", WHOLE, 10, 20, 30).sharedHold("id = 2").to(100).becomes(20, 20, 60),
                flat("two holds", WHOLE, 100, 100, 100, 100)
                        .sharedHold("id IN (1, 2)")
                        .to(800)
                        .becomes(100, 100, 300, 300),
                flat("equal increment", WHOLE, 180, 20)
                        .by(SpreadMethod.EQUAL_INCREMENT)
                        .to(300)
                        .becomes(230, 70),
                flat("equal", WHOLE, 180, 20).by(SpreadMethod.EQUAL).to(300).becomes(150, 150),
                weighted("weights column", WHOLE, 10, 20, 70).to(400).becomes(40, 80, 280),
                flat("remainder", WHOLE, 50, 50).to(1003).becomes(502, 501),
                flat("negative", WHOLE, 50, 50).to(-1003).becomes(-502, -501),
                flat("undefined", WHOLE, 5, -5).to(10).refused(Reason.UNDEFINED_SPREAD),
                tree(
                                "through the levels",
                                WHOLE,
                                List.of(
                                        row("S", "B1", "F1", 10, null),
                                        row("S", "B1", "F2", 30, null),
                                        row("S", "B2", "F1", 60, null)))
                        .to(200)
                        .becomes(20, 60, 120),
                brands("equal over children").to(100).becomes(50, "16.67", "16.67", "16.66"),
                brands("equal over leaves").over(Over.LEAVES).to(100).becomes(25, 25, 25, 25),
                tree(
                                "a hold of this edit alone",
                                WHOLE,
                                List.of(
                                        row("S", "A", "F", 10, null),
                                        row("S", "B", "F", 30, null),
                                        row("S", "B", "F", 60, null)))
                        .ownHold("brand = 'A'")
                        .to(190)
                        .becomes(10, 60, 120),
                flat("every leaf held", WHOLE, 10, 20)
                        .sharedHold("amount IS NOT NULL")
                        .to(40)
                        .refused(Reason.ALL_HELD));
    }

    /** Loads the leaves. */
    public void load(WorkbookLoader loader) {
        Workbooks.tree(loader, type, leaves);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Draft brands(String name) {
        return tree(
                name,
                CENTS,
                List.of(
                        row("S", "A", "F", 0, null),
                        row("S", "B", "F", 0, null),
                        row("S", "B", "F", 0, null),
                        row("S", "B", "F", 0, null)));
    }

    private static Draft flat(String name, ColumnType type, Integer... amounts) {
        return new Draft(
                name,
                type,
                Arrays.stream(amounts)
                        .map(amount -> row("S", "B", "F", amount, null))
                        .toList());
    }

    private static Draft weighted(String name, ColumnType type, Integer... weights) {
        var leaves = IntStream.range(0, weights.length)
                .mapToObj(i -> row("S", "B", "F", i, weights[i]))
                .toList();
        return new Draft(name, type, leaves).weights("weight");
    }

    private static Draft tree(String name, ColumnType type, List<List<CellValue>> leaves) {
        return new Draft(name, type, leaves);
    }

    /** An example that is not yet finished. */
    private static final class Draft {
        private final String name;
        private final ColumnType type;
        private final List<List<CellValue>> leaves;
        private SpreadMethod method = SpreadMethod.PROPORTIONAL;
        private Over over = Over.BY_TARGET;
        private @Nullable String weights;
        private @Nullable String sharedHold;
        private @Nullable String ownHold;
        private CellValue total = CellValue.none();

        Draft(String name, ColumnType type, List<List<CellValue>> leaves) {
            this.name = name;
            this.type = type;
            this.leaves = leaves;
        }

        Draft by(SpreadMethod chosen) {
            method = chosen;
            return this;
        }

        Draft over(Over chosen) {
            over = chosen;
            return this;
        }

        Draft weights(String column) {
            weights = column;
            return this;
        }

        Draft sharedHold(String condition) {
            sharedHold = condition;
            return this;
        }

        Draft ownHold(String condition) {
            ownHold = condition;
            return this;
        }

        Draft to(long amount) {
            total = CellValue.of(amount);
            return this;
        }

        SpreadingExample becomes(Object... amounts) {
            var after = new ArrayList<CellValue>();
            for (var amount : amounts) {
                after.add(cell(amount instanceof String text ? new BigDecimal(text) : amount));
            }
            return finish(after, null);
        }

        SpreadingExample refused(Reason reason) {
            return finish(List.of(), reason);
        }

        private SpreadingExample finish(List<CellValue> after, @Nullable Reason reason) {
            return new SpreadingExample(
                    name, type, leaves, method, over, weights, sharedHold, ownHold, total, List.copyOf(after), reason);
        }
    }
}
