package dev.ducksheet.core.condition;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which words are keywords, and which may name a column without quotes. Only ASCII letters make keywords. */
final class Words {
    private static final Set<String> KEYWORDS =
            Set.of("AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "ILIKE", "IS", "NULL", "TRUE", "FALSE");

    private static final Map<String, String> LEFT_OUT = Map.of(
            "SELECT", "subqueries are",
            "EXISTS", "subqueries are",
            "CASE", "CASE expressions are");

    private Words() {}

    static Optional<String> keyword(String word) {
        return Optional.of(capitals(word)).filter(KEYWORDS::contains);
    }

    /** Returns the name, with its verb, of what {@code word} begins in SQL and cannot begin here. */
    static Optional<String> leftOut(String word) {
        return Optional.ofNullable(LEFT_OUT.get(capitals(word)));
    }

    static boolean isSameWord(String word, String capitals) {
        return capitals(word).equals(capitals);
    }

    /** Returns the column's name as a condition must write it. */
    static String spelling(ColumnName column) {
        var name = column.name();
        return isBareName(name) ? name : quoted(name, '"');
    }

    static String quoted(String text, char quote) {
        var mark = String.valueOf(quote);
        return mark + text.replace(mark, mark + mark) + mark;
    }

    static boolean startsName(int c) {
        return c == '_' || Character.isLetter(c);
    }

    static boolean continuesName(int c) {
        return startsName(c) || Character.isDigit(c) || isMark(c);
    }

    private static boolean isMark(int c) {
        var type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isBareName(String name) {
        return startsName(name.codePointAt(0))
                && name.codePoints().allMatch(Words::continuesName)
                && keyword(name).isEmpty()
                && leftOut(name).isEmpty();
    }

    /** Capitals of ASCII words alone: the long s and the dotless i have capitals that would spell a keyword. */
    private static String capitals(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 128) {
                return word;
            }
        }
        return word.toUpperCase(Locale.ROOT);
    }
}
