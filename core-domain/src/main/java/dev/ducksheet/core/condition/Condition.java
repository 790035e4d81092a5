package dev.ducksheet.core.condition;

import dev.ducksheet.core.model.CellValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which rows are meant: a tree of tests on columns, joined by AND, OR and NOT.
 *
 * <p>It means what SQL means by it, in three truth values: a test of an empty cell is unknown, all but {@link IsNull},
 * and a row is meant where the condition is true. {@code a NOT IN (1)} is {@code Not(In)}, {@code a IS NOT NULL} is
 * {@code Not(IsNull)}: SQL gives both the same truth. Literals are never NULL and never NaN or infinite.
 *
 * <p>Immutable, and equal when the tree is, wherever the columns stood in the text.
 */
public sealed interface Condition {

    /** A test of one column. */
    sealed interface Predicate extends Condition permits Comparison, In, Between, Like, ILike, IsNull {
        /** Returns the column under test. */
        ColumnName column();

        @Override
        default List<ColumnName> columns() {
            return List.of(column());
        }
    }

    /** How a column is compared with a literal. */
    enum Operator {
        /** The same value. */
        EQUAL("="),
        /** Another value. */
        NOT_EQUAL("<>"),
        /** A smaller value. */
        LESS("<"),
        /** A smaller value or the same. */
        AT_MOST("<="),
        /** A larger value. */
        GREATER(">"),
        /** A larger value or the same. */
        AT_LEAST(">=");

        private static final List<Operator> ALL = List.of(values());

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** Returns the operator as SQL writes it. */
        public String symbol() {
            return symbol;
        }

        static Optional<Operator> of(String symbol) {
            for (var operator : ALL) {
                if (operator.symbol.equals(symbol)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }
    }

    /** {@code column = literal}, or another of the six comparisons. */
    record Comparison(ColumnName column, Operator operator, CellValue literal) implements Predicate {
        /** Refuses what nothing compares with. */
        public Comparison {
            requireComparable(literal);
        }

        @Override
        public Optional<Map<String, CellValue>> equalities() {
            return operator == Operator.EQUAL ? Optional.of(Map.of(column.name(), literal)) : Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.comparison(this);
        }
    }

    /** {@code column IN (literal, …)}: the column equals one of the literals. */
    record In(ColumnName column, List<CellValue> literals) implements Predicate {
        /** Refuses an empty list and what nothing compares with. */
        public In {
            literals = List.copyOf(literals);
            if (literals.isEmpty()) {
                throw new IllegalArgumentException("IN of no values, on column " + column);
            }
            literals.forEach(Condition::requireComparable);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.in(this);
        }
    }

    /** {@code column BETWEEN low AND high}, both included. */
    record Between(ColumnName column, CellValue low, CellValue high) implements Predicate {
        /** Refuses what nothing compares with. */
        public Between {
            requireComparable(low);
            requireComparable(high);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.between(this);
        }
    }

    /**
     * {@code column LIKE pattern}: {@code %} stands for any text, {@code _} for one code point, and everything else,
     * the backslash too, for itself.
     */
    record Like(ColumnName column, String pattern) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.like(this);
        }
    }

    /** {@code column ILIKE pattern}: {@link Like} with upper and lower case alike. */
    record ILike(ColumnName column, String pattern) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.iLike(this);
        }
    }

    /** {@code column IS NULL}: the cell is empty. */
    record IsNull(ColumnName column) implements Predicate {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.isNull(this);
        }
    }

    /** All parts hold; two or more, none of them an {@code And} itself. */
    record And(List<Condition> parts) implements Condition {
        /** Takes the parts of inner conjunctions for its own and refuses fewer than two. */
        public And {
            parts = parts.stream()
                    .flatMap(part -> part instanceof And and ? and.parts.stream() : Stream.of(part))
                    .toList();
            requireSeveral(parts);
        }

        @Override
        public List<ColumnName> columns() {
            return union(parts);
        }

        @Override
        public Optional<Map<String, CellValue>> equalities() {
            var all = new LinkedHashMap<String, CellValue>();
            for (var part : parts) {
                var own = part.equalities();
                if (own.isEmpty() || contradict(all, own.get())) {
                    return Optional.empty();
                }
                all.putAll(own.get());
            }
            return Optional.of(Collections.unmodifiableMap(all));
        }

        private static boolean contradict(Map<String, CellValue> some, Map<String, CellValue> others) {
            return others.entrySet().stream()
                    .anyMatch(other ->
                            !some.getOrDefault(other.getKey(), other.getValue()).equals(other.getValue()));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /** One part holds; two or more, none of them an {@code Or} itself. */
    record Or(List<Condition> parts) implements Condition {
        /** Takes the parts of inner disjunctions for its own and refuses fewer than two. */
        public Or {
            parts = parts.stream()
                    .flatMap(part -> part instanceof Or or ? or.parts.stream() : Stream.of(part))
                    .toList();
            requireSeveral(parts);
        }

        @Override
        public List<ColumnName> columns() {
            return union(parts);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /** The inner condition is false. */
    record Not(Condition condition) implements Condition {
        @Override
        public List<ColumnName> columns() {
            return condition.columns();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** One answer for each case of a condition, for those who need them all. */
    interface Visitor<R> {
        /** Answers for a comparison. */
        R comparison(Comparison comparison);

        /** Answers for a list of values. */
        R in(In in);

        /** Answers for a range. */
        R between(Between between);

        /** Answers for a pattern. */
        R like(Like like);

        /** Answers for a pattern without regard to case. */
        R iLike(ILike iLike);

        /** Answers for a test of emptiness. */
        R isNull(IsNull isNull);

        /** Answers for a conjunction. */
        R and(And and);

        /** Answers for a disjunction. */
        R or(Or or);

        /** Answers for a negation. */
        R not(Not not);
    }

    /** Makes another condition of one, predicate by predicate; what stands between them stays. */
    interface Rewriting extends Visitor<Condition> {
        @Override
        default Condition and(And it) {
            return allOf(it.parts().stream().map(part -> part.accept(this)).toList());
        }

        @Override
        default Condition or(Or it) {
            return anyOf(it.parts().stream().map(part -> part.accept(this)).toList());
        }

        @Override
        default Condition not(Not it) {
            return new Not(it.condition().accept(this));
        }
    }

    /**
     * Returns the condition that every column equals its value, where NULL asks for an empty cell, in the map's order.
     *
     * @throws IllegalArgumentException if there are no columns, a name is empty or a number not finite
     */
    static Condition matching(Map<String, CellValue> values) {
        return allOf(values.entrySet().stream()
                .map(entry -> matching(new ColumnName(entry.getKey()), entry.getValue()))
                .toList());
    }

    private static Condition matching(ColumnName column, CellValue value) {
        return value.isNull() ? new IsNull(column) : new Comparison(column, Operator.EQUAL, value);
    }

    /**
     * Returns the condition that all parts hold; a single part is the condition itself.
     *
     * @throws IllegalArgumentException if there are no parts
     */
    static Condition allOf(List<Condition> parts) {
        return parts.size() == 1 ? parts.get(0) : new And(parts);
    }

    /**
     * Returns the condition that one of the parts holds; a single part is the condition itself.
     *
     * @throws IllegalArgumentException if there are no parts
     */
    static Condition anyOf(List<Condition> parts) {
        return parts.size() == 1 ? parts.get(0) : new Or(parts);
    }

    /** Returns the columns that the condition mentions, each once, where it is mentioned first, in that order. */
    List<ColumnName> columns();

    /**
     * Returns the value that each column must equal, in the order of mention, if the condition is a conjunction of
     * {@code column = literal} and nothing else, and asks no column for two values.
     */
    default Optional<Map<String, CellValue>> equalities() {
        return Optional.empty();
    }

    /**
     * Returns the condition in its canonical spelling. For a condition that was parsed, {@link ConditionParser} reads
     * it back to an equal one, unless its spaces and digits carry it over the limit of length.
     */
    default String text() {
        return ConditionPrinter.print(this);
    }

    /** Calls the visitor's method for this case and returns its answer. */
    <R> R accept(Visitor<R> visitor);

    private static List<ColumnName> union(List<Condition> parts) {
        return parts.stream()
                .flatMap(part -> part.columns().stream())
                .distinct()
                .toList();
    }

    private static void requireSeveral(List<Condition> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException(
                    "a junction of " + parts.size() + " conditions; allOf and anyOf take one");
        }
    }

    private static void requireComparable(CellValue literal) {
        if (literal.isNull()) {
            throw new IllegalArgumentException("a comparison with NULL; IsNull asks for empty cells");
        }
        if (literal instanceof CellValue.Floating floating && !Double.isFinite(floating.number())) {
            throw new IllegalArgumentException("a comparison with " + floating.number());
        }
    }
}
