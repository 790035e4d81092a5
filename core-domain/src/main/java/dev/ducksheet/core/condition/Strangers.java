package dev.ducksheet.core.condition;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The characters that begin no token, and what to tell the person who wrote them. */
final class Strangers {
    private record LeftOut(String symbol, String things, String remedy) {}

    /** The longer before the shorter that begins it. */
    private static final List<LeftOut> LEFT_OUT = List.of(
            new LeftOut("--", "comments are", "; take it out"),
            new LeftOut("/*", "comments are", "; take it out"),
            new LeftOut("*/", "comments are", "; take it out"),
            new LeftOut("#", "comments are", "; take it out"),
            new LeftOut(";", "semicolons are", "; a condition is a single expression"),
            new LeftOut("::", "casts are", "; write the value in the column's own type"),
            new LeftOut(":", "parameters are", "; write the value itself"),
            new LeftOut("?", "parameters are", "; write the value itself"),
            new LeftOut("$", "parameters are", "; write the value itself"),
            new LeftOut("@", "parameters are", "; write the value itself"),
            new LeftOut("||", "concatenation is", "; write the whole text in single quotes"),
            new LeftOut("==", "'==' is", "; use ="),
            new LeftOut("=>", "'=>' is", "; use >="),
            new LeftOut("=<", "'=<' is", "; use <="),
            new LeftOut("&&", "'&&' is", "; use AND"),
            new LeftOut("\\", "backslashes are", "; they stand in quoted text only"),
            new LeftOut("`", "backquotes are", "; a column name goes in double quotes"),
            new LeftOut(".", "qualified names are", "; name the column alone, and begin a number with a digit"),
            new LeftOut("[", "lists are", "; use IN (…)"),
            new LeftOut("{", "structs are", "; compare one column with one value"),
            new LeftOut("~", "regular expressions are", "; use LIKE or ILIKE"),
            new LeftOut("*", "arithmetic is", "; write the result"),
            new LeftOut("/", "arithmetic is", "; write the result"),
            new LeftOut("%", "arithmetic is", "; write the result"),
            new LeftOut("^", "arithmetic is", "; write the result"));

    /** What Unicode's own compatibility forms do not bring back to ASCII. */
    private static final Map<Integer, String> LOOKALIKES = Map.ofEntries(
            Map.entry(0x2018, "'"),
            Map.entry(0x2019, "'"),
            Map.entry(0x201A, "'"),
            Map.entry(0x2032, "'"),
            Map.entry(0x00B4, "'"),
            Map.entry(0x201C, "\""),
            Map.entry(0x201D, "\""),
            Map.entry(0x201E, "\""),
            Map.entry(0x2010, "-"),
            Map.entry(0x2013, "-"),
            Map.entry(0x2014, "-"),
            Map.entry(0x2212, "-"),
            Map.entry(0x2264, "<="),
            Map.entry(0x2265, ">="),
            Map.entry(0x2260, "<>"));

    private Strangers() {}

    /** Refuses at {@code at} what has a place in SQL and none here. */
    static void refuse(String text, int at) {
        var leftOut =
                LEFT_OUT.stream().filter(it -> text.startsWith(it.symbol, at)).findFirst();
        if (leftOut.isPresent()) {
            var it = leftOut.get();
            throw MalformedException.leftOut(it.things, "'" + it.symbol + "'", at, it.remedy);
        }
    }

    /** Refuses a character that no text may hold, quoted or not. */
    static void refuseUnwritable(int c, int at) {
        if (Character.getType(c) == Character.SURROGATE) {
            throw unwritable("half of a surrogate pair, ", c, at);
        }
        if (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r') {
            throw unwritable("the control character ", c, at);
        }
    }

    /** Returns the refusal of the character at {@code at}, which begins nothing. */
    static MalformedException refusal(String text, int at) {
        var c = text.codePointAt(at);
        refuseUnwritable(c, at);
        var found = Character.getType(c) == Character.FORMAT || c > 126 ? Excerpt.codeOf(c) : "'" + Excerpt.of(c) + "'";
        return new MalformedException(
                at, "%s at position %d has no place in a condition; %s".formatted(found, at, remedy(c)));
    }

    private static MalformedException unwritable(String what, int c, int at) {
        return new MalformedException(
                at,
                "%s%s at position %d has no place in a condition; take it out".formatted(what, Excerpt.codeOf(c), at));
    }

    private static String remedy(int c) {
        return switch (c) {
            case '!' -> "use NOT or <>";
            case '&' -> "use AND";
            case '|' -> "use OR";
            default ->
                lookalike(c).map(it -> "it looks like " + it + ", write that").orElse("take it out");
        };
    }

    private static Optional<String> lookalike(int c) {
        var plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
        if (c < 128 || plain.length() > 1 || plain.charAt(0) >= 128) {
            return Optional.ofNullable(LOOKALIKES.get(c));
        }
        return Optional.of(plain.equals(" ") ? "an ordinary space" : plain);
    }
}
