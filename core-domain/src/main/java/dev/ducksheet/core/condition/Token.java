package dev.ducksheet.core.condition;

/**
 * One word, literal or symbol of a condition.
 *
 * @param value what it stands for: a keyword in capitals, a symbol in its first spelling, a quoted thing without quotes
 * @param source how the text writes it
 * @param position where the text does
 */
record Token(Kind kind, String value, String source, int position) {

    enum Kind {
        START,
        KEYWORD,
        NAME,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String keywordOrSymbol) {
        return (kind == Kind.KEYWORD || kind == Kind.SYMBOL) && value.equals(keywordOrSymbol);
    }

    boolean isName(String capitals) {
        return kind == Kind.NAME && Words.isSameWord(value, capitals);
    }

    boolean isColumn() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }

    boolean isSign() {
        return is("+") || is("-");
    }

    boolean isLiteral() {
        return kind == Kind.STRING || kind == Kind.NUMBER || is("TRUE") || is("FALSE");
    }

    int end() {
        return position + source.length();
    }

    /** Returns the token as a message names it. */
    String described() {
        return switch (kind) {
            case START -> "the beginning of the condition";
            case END -> "the end of the condition";
            case STRING -> "the text " + Excerpt.of(source);
            case NUMBER -> "the number " + Excerpt.of(source);
            case QUOTED_NAME -> "the column " + Excerpt.of(source);
            case NAME, SYMBOL -> "'" + Excerpt.of(source) + "'";
            case KEYWORD -> value;
        };
    }
}
