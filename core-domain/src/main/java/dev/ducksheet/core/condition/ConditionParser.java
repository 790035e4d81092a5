package dev.ducksheet.core.condition;

import dev.ducksheet.core.condition.Condition.Operator;
import dev.ducksheet.core.condition.Token.Kind;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the condition language, SQL's look and nothing of its reach:
 *
 * <pre>
 * condition   = conjunction { OR conjunction }
 * conjunction = negation { AND negation }
 * negation    = NOT negation | "(" condition ")" | column test
 * test        = ( = | &lt;&gt; | != | &lt; | &lt;= | &gt; | &gt;= ) value
 *             | [ NOT ] IN "(" value { "," value } ")"
 *             | [ NOT ] BETWEEN value AND value
 *             | [ NOT ] ( LIKE | ILIKE ) string
 *             | IS [ NOT ] NULL
 * column      = ( letter | "_" ) { letter | digit | "_" } | '"' any text, " written twice '"'
 * value       = string | [ + | - ] number | TRUE | FALSE | DATE string | TIMESTAMP string
 * </pre>
 *
 * <p>Keywords are read in any case and are no column names unless quoted, nor are SELECT, EXISTS and CASE; DATE and
 * TIMESTAMP are keywords before a value's string only. A string is 'text' with ' written twice. Numbers are exact, of
 * at most 100 digits. Blanks are space, tab and line ends; quoted text holds any character but control characters.
 *
 * <p>At most {@value #MAX_LENGTH} UTF-16 units long and {@value #MAX_DEPTH} parentheses and NOTs deep. The memory and
 * time that it takes are bounded by that, whatever the text.
 */
public final class ConditionParser {
    /** The longest condition, in UTF-16 units. */
    public static final int MAX_LENGTH = 16 * 1024;

    /** The most parentheses and NOTs that may stand around one test. */
    public static final int MAX_DEPTH = 64;

    private static final String OPERATORS = "an operator (= <> < <= > >= IN BETWEEN LIKE ILIKE IS)";

    private final Lexer lexer;
    private Token taken = new Token(Kind.START, "", "", 0);
    private Token token;
    private int depth;

    private ConditionParser(String text) {
        lexer = new Lexer(text);
        token = lexer.next();
    }

    /**
     * Reads {@code text}; what is no condition gives the first place, from the left, where it ceases to be one. Never
     * throws, and may be called by any number of threads at once.
     */
    public static ParseResult parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return new ParseResult.Malformed(
                    MAX_LENGTH,
                    "the condition goes on at position %d; write a shorter one, %s"
                            .formatted(MAX_LENGTH, "or several updates with a part each"));
        }
        try {
            return new ParseResult.Parsed(new ConditionParser(text).wholeText());
        } catch (MalformedException e) {
            return e.result();
        }
    }

    private Condition wholeText() {
        if (token.kind() == Kind.END) {
            throw new MalformedException(0, "the condition is empty at position 0; write one as in family = 'sing'");
        }
        var condition = disjunction();
        if (token.kind() != Kind.END) {
            throw unexpected("AND, OR or the end of the condition", Remedy.forEnd(taken, token));
        }
        return condition;
    }

    private Condition disjunction() {
        var parts = new ArrayList<>(List.of(conjunction()));
        while (accept("OR")) {
            parts.add(conjunction());
        }
        return Condition.anyOf(parts);
    }

    private Condition conjunction() {
        var parts = new ArrayList<>(List.of(negation()));
        while (accept("AND")) {
            parts.add(negation());
        }
        return Condition.allOf(parts);
    }

    private Condition negation() {
        if (!token.is("NOT") && !token.is("(")) {
            return predicate();
        }
        if (depth == MAX_DEPTH) {
            var message = "more than %d parentheses and NOTs inside one another at position %d; write it flatter";
            throw new MalformedException(token.position(), message.formatted(MAX_DEPTH, token.position()));
        }
        depth++;
        var condition = accept("NOT") ? new Condition.Not(negation()) : parenthesized();
        depth--;
        return condition;
    }

    private Condition parenthesized() {
        var open = take();
        var condition = disjunction();
        if (!accept(")")) {
            var remedy = "; the '(' at position %d is still open".formatted(open.position());
            throw unexpected("AND, OR or ')'", Remedy.forEnd(taken, token) + remedy);
        }
        return condition;
    }

    private Condition predicate() {
        var column = column();
        var operator = Operator.of(token.value());
        if (token.kind() == Kind.SYMBOL && operator.isPresent()) {
            take();
            return new Condition.Comparison(column, operator.get(), value());
        }
        if (accept("IS")) {
            return nullTest(column);
        }
        return accept("NOT")
                ? new Condition.Not(wordTest(column, "IN, BETWEEN, LIKE or ILIKE"))
                : wordTest(column, OPERATORS);
    }

    private ColumnName column() {
        if (!token.isColumn()) {
            throw expected("a column name", Remedy.forColumn(token));
        }
        if (token.value().isEmpty()) {
            throw expected("a column name", "; a name has at least one character");
        }
        return new ColumnName(token.value(), take().position());
    }

    private Condition nullTest(ColumnName column) {
        var negated = accept("NOT");
        if (!accept("NULL")) {
            throw expected(negated ? "NULL" : "NULL or NOT NULL", "; other values are compared with = and <>");
        }
        var isNull = new Condition.IsNull(column);
        return negated ? new Condition.Not(isNull) : isNull;
    }

    private Condition wordTest(ColumnName column, String expected) {
        if (accept("IN")) {
            return new Condition.In(column, list());
        }
        if (accept("BETWEEN")) {
            return between(column);
        }
        if (accept("LIKE")) {
            return new Condition.Like(column, pattern());
        }
        if (accept("ILIKE")) {
            return new Condition.ILike(column, pattern());
        }
        throw unexpected(expected, Remedy.forOperator(token, column));
    }

    private Condition between(ColumnName column) {
        var low = value();
        if (!accept("AND")) {
            throw unexpected("AND and the upper bound", "");
        }
        return new Condition.Between(column, low, value());
    }

    private List<CellValue> list() {
        if (!accept("(")) {
            throw expected("'('", "; the values go in parentheses, as in IN (1, 2)");
        }
        var values = new ArrayList<>(List.of(value()));
        while (accept(",")) {
            values.add(value());
        }
        if (!accept(")")) {
            throw unexpected("',' or ')'", Remedy.forEnd(taken, token));
        }
        return values;
    }

    private String pattern() {
        if (token.kind() != Kind.STRING) {
            throw expected("a pattern in single quotes", Remedy.forValue(token));
        }
        return take().value();
    }

    private CellValue value() {
        if (token.kind() == Kind.STRING) {
            return CellValue.of(take().value());
        }
        if (token.kind() == Kind.NUMBER || token.isSign()) {
            return number(token.isSign() ? take().value() : "");
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return CellValue.of(take().is("TRUE"));
        }
        if (token.isName("DATE")) {
            return moment("day", "DATE '2024-02-01'", Literals::day);
        }
        if (token.isName("TIMESTAMP")) {
            return moment("time", "TIMESTAMP '2024-02-01 12:30:00'", Literals::time);
        }
        throw expected("a value", Remedy.forValue(token));
    }

    private CellValue number(String sign) {
        if (token.kind() != Kind.NUMBER) {
            throw expected("a number", "");
        }
        var number = Literals.number(sign + token.value()).orElseThrow(() -> outOfRange(token));
        take();
        return number;
    }

    private CellValue moment(String thing, String example, Function<String, Optional<CellValue>> reader) {
        take();
        if (token.kind() != Kind.STRING) {
            throw expected("a " + thing + " in single quotes", "; write it as in " + example);
        }
        var moment = reader.apply(token.value()).orElseThrow(() -> noSuch(thing, token, example));
        take();
        return moment;
    }

    private boolean accept(String keywordOrSymbol) {
        var found = token.is(keywordOrSymbol);
        if (found) {
            take();
        }
        return found;
    }

    private Token take() {
        taken = token;
        token = lexer.next();
        return taken;
    }

    /** Refuses the token where a test could have gone on or ended, so that a sign means arithmetic. */
    private MalformedException unexpected(String what, String remedy) {
        return token.isSign()
                ? MalformedException.leftOut("arithmetic is", token.described(), token.position(), "; write the result")
                : expected(what, remedy);
    }

    private MalformedException expected(String what, String remedy) {
        var place = taken.kind() == Kind.START ? what : what + " after " + taken.described();
        return MalformedException.expected(place, token.described(), token.position(), remedy);
    }

    private static MalformedException outOfRange(Token number) {
        return new MalformedException(
                number.position(),
                "%s at position %d is out of range; a number has at most %d digits and no huge exponent"
                        .formatted(number.described(), number.position(), Literals.MAX_DIGITS));
    }

    private static MalformedException noSuch(String thing, Token text, String example) {
        return new MalformedException(
                text.position(),
                "%s at position %d is no %s of the calendar; write it as in %s"
                        .formatted(text.described(), text.position(), thing, example));
    }
}
