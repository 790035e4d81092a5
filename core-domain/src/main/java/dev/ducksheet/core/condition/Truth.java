package dev.ducksheet.core.condition;

import dev.ducksheet.core.model.CellValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The truth of a condition in one row, in three values: TRUE, FALSE and nothing. */
final class Truth implements Condition.Visitor<Optional<Boolean>> {
    private final Function<String, CellValue> row;

    Truth(Function<String, CellValue> row) {
        this.row = row;
    }

    @Override
    public Optional<Boolean> comparison(Condition.Comparison it) {
        return test(it.column(), cell -> holds(it.operator(), CellComparison.compare(cell, it.literal())));
    }

    @Override
    public Optional<Boolean> in(Condition.In it) {
        return test(
                it.column(),
                cell -> it.literals().stream().anyMatch(literal -> CellComparison.compare(cell, literal) == 0));
    }

    @Override
    public Optional<Boolean> between(Condition.Between it) {
        return test(
                it.column(),
                cell -> CellComparison.compare(cell, it.low()) >= 0 && CellComparison.compare(cell, it.high()) <= 0);
    }

    @Override
    public Optional<Boolean> like(Condition.Like it) {
        return test(it.column(), cell -> LikePattern.of(it.pattern()).matches(text(cell)));
    }

    @Override
    public Optional<Boolean> iLike(Condition.ILike it) {
        return test(it.column(), cell -> LikePattern.ignoringCase(it.pattern()).matches(text(cell)));
    }

    @Override
    public Optional<Boolean> isNull(Condition.IsNull it) {
        return Optional.of(cell(it.column()).isNull());
    }

    @Override
    public Optional<Boolean> and(Condition.And it) {
        return decided(it.parts(), false);
    }

    @Override
    public Optional<Boolean> or(Condition.Or it) {
        return decided(it.parts(), true);
    }

    @Override
    public Optional<Boolean> not(Condition.Not it) {
        return it.condition().accept(this).map(truth -> !truth);
    }

    /** One part with the deciding truth decides; else one unknown part leaves it open. */
    private Optional<Boolean> decided(List<Condition> parts, boolean deciding) {
        var truths = parts.stream().map(part -> part.accept(this)).toList();
        if (truths.contains(Optional.of(deciding))) {
            return Optional.of(deciding);
        }
        return truths.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(!deciding);
    }

    private Optional<Boolean> test(ColumnName column, Predicate<CellValue> test) {
        var cell = cell(column);
        return cell.isNull() ? Optional.empty() : Optional.of(test.test(cell));
    }

    private CellValue cell(ColumnName column) {
        return row.apply(column.name());
    }

    private static boolean holds(Condition.Operator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static String text(CellValue cell) {
        if (cell instanceof CellValue.Text text) {
            return text.text();
        }
        throw new IllegalArgumentException("a pattern matches text, not " + cell);
    }
}
