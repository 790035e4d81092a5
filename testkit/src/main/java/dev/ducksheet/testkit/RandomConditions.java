package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.Condition.Operator;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws bound conditions of all shapes over given columns, with literals that are often present. */
public final class RandomConditions {
    private final SplittableRandom random;
    private final List<Column> columns;
    private final List<List<CellValue>> rows;

    private RandomConditions(SplittableRandom random, List<Column> columns, List<List<CellValue>> rows) {
        this.random = random;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Draws a condition.
     *
     * @param rows whose cells, in the order of {@code columns}, literals are taken from
     */
    public static Condition draw(SplittableRandom random, List<Column> columns, List<List<CellValue>> rows) {
        return new RandomConditions(random, columns, rows).tree(2);
    }

    private Condition tree(int depth) {
        int shape = random.nextInt(depth > 0 ? 10 : 7);
        return switch (shape) {
            case 7 -> Condition.allOf(several(depth - 1));
            case 8 -> Condition.anyOf(several(depth - 1));
            case 9 -> new Condition.Not(tree(depth - 1));
            default -> test();
        };
    }

    private List<Condition> several(int depth) {
        return IntStream.range(0, random.nextInt(2, 4))
                .mapToObj(i -> tree(depth))
                .toList();
    }

    private Condition test() {
        int place = random.nextInt(columns.size());
        var column = columns.get(place);
        var name = new ColumnName(column.name());
        return switch (random.nextInt(8)) {
            case 0 -> new Condition.IsNull(name);
            case 1 -> new Condition.In(name, literals(place));
            case 2 -> new Condition.Between(name, literal(place), literal(place));
            case 3 -> pattern(column, place);
            case 4, 5 -> new Condition.Comparison(name, Drawn.of(random, List.of(Operator.values())), literal(place));
            default -> new Condition.Comparison(name, Operator.EQUAL, literal(place));
        };
    }

    private Condition pattern(Column column, int place) {
        var name = new ColumnName(column.name());
        if (column.type() != Simple.TEXT) {
            return new Condition.Comparison(name, Operator.AT_MOST, literal(place));
        }
        var pattern = Drawn.of(random, List.of("%", "a%", "%b", "_", "A_B", "%'%", "é", "50%"));
        return random.nextBoolean() ? new Condition.Like(name, pattern) : new Condition.ILike(name, pattern);
    }

    private List<CellValue> literals(int place) {
        var literals = new ArrayList<CellValue>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            literals.add(literal(place));
        }
        return literals;
    }

    private CellValue literal(int place) {
        if (!rows.isEmpty() && !Drawn.one(random, 5)) {
            var present = Drawn.of(random, rows).get(place);
            if (!present.isNull()) {
                return present;
            }
        }
        return Drawn.cell(random, columns.get(place).type());
    }
}
