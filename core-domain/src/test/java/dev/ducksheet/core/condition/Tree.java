package dev.ducksheet.core.condition;

import dev.ducksheet.core.model.CellValue;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a condition as the tree it is, sharing nothing with the printer under test. */
final class Tree implements Condition.Visitor<String> {
    private Tree() {}

    static String of(Condition condition) {
        return condition.accept(new Tree());
    }

    @Override
    public String comparison(Condition.Comparison it) {
        return node(it.operator().symbol(), it, literal(it.literal()));
    }

    @Override
    public String in(Condition.In it) {
        return node("in", it, it.literals().stream().map(Tree::literal).collect(Collectors.joining(" ")));
    }

    @Override
    public String between(Condition.Between it) {
        return node("between", it, literal(it.low()) + " " + literal(it.high()));
    }

    @Override
    public String like(Condition.Like it) {
        return node("like", it, text(it.pattern()));
    }

    @Override
    public String iLike(Condition.ILike it) {
        return node("ilike", it, text(it.pattern()));
    }

    @Override
    public String isNull(Condition.IsNull it) {
        return "(null " + column(it) + ")";
    }

    @Override
    public String and(Condition.And it) {
        return node("and", it.parts());
    }

    @Override
    public String or(Condition.Or it) {
        return node("or", it.parts());
    }

    @Override
    public String not(Condition.Not it) {
        return node("not", List.of(it.condition()));
    }

    private static String node(String name, Condition.Predicate predicate, String literals) {
        return "(" + name + " " + column(predicate) + " " + literals + ")";
    }

    private static String node(String name, List<Condition> parts) {
        return parts.stream().map(Tree::of).collect(Collectors.joining(" ", "(" + name + " ", ")"));
    }

    private static String column(Condition.Predicate predicate) {
        return "\"" + predicate.column().name().replace("\"", "\"\"") + "\"";
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String literal(CellValue value) {
        if (value instanceof CellValue.Text text) {
            return text(text.text());
        }
        if (value instanceof CellValue.Date date) {
            return "(date " + date.day() + ")";
        }
        if (value instanceof CellValue.Timestamp timestamp) {
            return "(timestamp " + timestamp.time() + ")";
        }
        return value.display();
    }
}
