package dev.ducksheet.core.condition;

import dev.ducksheet.core.condition.Token.Kind;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Cuts a text into tokens, one at a time, and refuses what can begin none. */
final class Lexer {
    private static final Pattern NUMBER = Pattern.compile("[0-9]++(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+");

    /** The longer before the shorter that begins it. */
    private static final List<String> SYMBOLS = List.of("<>", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-");

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    Token next() {
        at = skip(at, Lexer::isBlank);
        if (at == text.length()) {
            return token(Kind.END, "", at);
        }
        var c = text.codePointAt(at);
        if (Words.startsName(c)) {
            return word();
        }
        if (isDigit(c)) {
            return number();
        }
        return switch (c) {
            case '\'' -> quoted(Kind.STRING, '\'', "text");
            case '"' -> quoted(Kind.QUOTED_NAME, '"', "column name");
            default -> symbol();
        };
    }

    private Token word() {
        var end = skip(at, Words::continuesName);
        var word = text.substring(at, end);
        var keyword = Words.keyword(word);
        if (keyword.isPresent()) {
            return token(Kind.KEYWORD, keyword.get(), end);
        }
        refuseLeftOut(word, end);
        return token(Kind.NAME, word, end);
    }

    private void refuseLeftOut(String word, int end) {
        var found = "'" + Excerpt.of(word) + "'";
        var things = Words.leftOut(word);
        if (things.isPresent()) {
            var remedy = "; a column of that name goes in double quotes";
            throw MalformedException.leftOut(things.get(), found, at, remedy);
        }
        if (text.startsWith("(", skip(end, Lexer::isBlank))) {
            throw MalformedException.leftOut("functions are", found, at, "; compare the column itself");
        }
    }

    private Token number() {
        var end = skip(at, c -> c == '.' || Words.continuesName(c));
        var matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt() || matcher.end() < end) {
            var found = Excerpt.of(text.substring(at, end));
            throw new MalformedException(
                    at, "'%s' at position %d is not a number; write it as in 45, 12.5 or 1e6".formatted(found, at));
        }
        return token(Kind.NUMBER, matcher.group(), matcher.end());
    }

    private Token quoted(Kind kind, char quote, String thing) {
        var value = new StringBuilder();
        for (var i = at + 1; i < text.length(); ) {
            var c = text.codePointAt(i);
            if (c == quote && !text.startsWith(String.valueOf(quote), i + 1)) {
                return token(kind, value.toString(), i + 1);
            }
            Strangers.refuseUnwritable(c, i);
            value.appendCodePoint(c);
            i += c == quote ? 2 : Character.charCount(c);
        }
        throw new MalformedException(
                at, "the %s that begins at position %d never ends; close it with %c".formatted(thing, at, quote));
    }

    private Token symbol() {
        Strangers.refuse(text, at);
        for (var source : SYMBOLS) {
            if (text.startsWith(source, at)) {
                return token(Kind.SYMBOL, source.equals("!=") ? "<>" : source, at + source.length());
            }
        }
        throw Strangers.refusal(text, at);
    }

    private Token token(Kind kind, String value, int end) {
        var token = new Token(kind, value, text.substring(at, end), at);
        at = end;
        return token;
    }

    private int skip(int from, IntPredicate what) {
        var i = from;
        while (i < text.length() && what.test(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
