package dev.ducksheet.core.condition;

import dev.ducksheet.core.model.CellValue;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a condition with the fewest parentheses. One instance writes it as it is, the other negated. */
final class ConditionPrinter implements Condition.Visitor<String> {
    private static final ConditionPrinter AFFIRMED = new ConditionPrinter("");
    private static final ConditionPrinter NEGATED = new ConditionPrinter("NOT ");

    private final String not;

    private ConditionPrinter(String not) {
        this.not = not;
    }

    static String print(Condition condition) {
        return condition.accept(AFFIRMED);
    }

    @Override
    public String comparison(Condition.Comparison it) {
        return not + name(it) + " " + it.operator().symbol() + " " + Literals.text(it.literal());
    }

    @Override
    public String in(Condition.In it) {
        return it.literals().stream()
                .map(Literals::text)
                .collect(Collectors.joining(", ", name(it) + " " + not + "IN (", ")"));
    }

    @Override
    public String between(Condition.Between it) {
        return name(it) + " " + not + "BETWEEN " + Literals.text(it.low()) + " AND " + Literals.text(it.high());
    }

    @Override
    public String like(Condition.Like it) {
        return name(it) + " " + not + "LIKE " + pattern(it.pattern());
    }

    @Override
    public String iLike(Condition.ILike it) {
        return name(it) + " " + not + "ILIKE " + pattern(it.pattern());
    }

    @Override
    public String isNull(Condition.IsNull it) {
        return name(it) + " IS " + not + "NULL";
    }

    @Override
    public String and(Condition.And it) {
        return junction(" AND ", it.parts());
    }

    @Override
    public String or(Condition.Or it) {
        return junction(" OR ", it.parts());
    }

    @Override
    public String not(Condition.Not it) {
        return not + it.condition().accept(NEGATED);
    }

    private String junction(String word, List<Condition> parts) {
        var text = parts.stream().map(ConditionPrinter::part).collect(Collectors.joining(word));
        return not.isEmpty() ? text : not + "(" + text + ")";
    }

    /** An OR inside an AND needs parentheses; an AND inside an OR does not. */
    private static String part(Condition part) {
        return part instanceof Condition.Or ? "(" + print(part) + ")" : print(part);
    }

    private static String name(Condition.Predicate predicate) {
        return Words.spelling(predicate.column());
    }

    private static String pattern(String pattern) {
        return Literals.text(CellValue.of(pattern));
    }
}
