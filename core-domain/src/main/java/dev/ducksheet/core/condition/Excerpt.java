package dev.ducksheet.core.condition;

/** A piece of somebody's text made fit to stand in a message: short, on one line, with nothing invisible in it. */
final class Excerpt {
    private static final int MAX_LENGTH = 40;

    private Excerpt() {}

    static String of(String text) {
        var excerpt = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).forEach(c -> excerpt.append(of(c)));
        return text.codePointCount(0, text.length()) > MAX_LENGTH
                ? excerpt.append('…').toString()
                : excerpt.toString();
    }

    static String of(int codePoint) {
        return isVisible(codePoint) ? Character.toString(codePoint) : "<" + codeOf(codePoint) + ">";
    }

    static String codeOf(int codePoint) {
        return "U+%04X".formatted(codePoint);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> codePoint == ' ' || !Character.isSpaceChar(codePoint);
        };
    }
}
