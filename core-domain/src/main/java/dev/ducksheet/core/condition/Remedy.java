package dev.ducksheet.core.condition;

/** What to tell the person who wrote a token where another belongs; empty where the expectation says it all. */
final class Remedy {
    private static final String NULL_TEST = "; NULL equals nothing: use IS NULL or IS NOT NULL";

    private Remedy() {}

    static String forColumn(Token found) {
        if (found.isLiteral() || found.isSign()) {
            return "; the column stands on the left, bare or in double quotes";
        }
        return found.kind() == Token.Kind.KEYWORD ? "; a column of that name goes in double quotes" : "";
    }

    static String forOperator(Token found, ColumnName column) {
        if (found.is("NULL")) {
            return NULL_TEST;
        }
        var ended = found.kind() == Token.Kind.END || found.is("AND") || found.is("OR") || found.is(")");
        return ended ? "; a boolean column is tested with %s = TRUE".formatted(Excerpt.of(Words.spelling(column))) : "";
    }

    static String forValue(Token found) {
        if (found.is("NULL")) {
            return NULL_TEST;
        }
        return found.isColumn() ? "; text goes in single quotes: " + Excerpt.of(Words.quoted(found.value(), '\'')) : "";
    }

    static String forEnd(Token taken, Token found) {
        var brokenText = taken.kind() == Token.Kind.STRING && found.position() == taken.end();
        return brokenText && found.kind() == Token.Kind.NAME ? "; a quote inside text is written twice" : "";
    }
}
