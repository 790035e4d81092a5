package dev.ducksheet.cli.format;

/** Bold, faint and green where colours are wanted, plain text elsewhere. */
public record Style(boolean colours) {

    /** Returns the text in bold. */
    public String bold(String text) {
        return in("1", text);
    }

    /** Returns the text toned down. */
    public String faint(String text) {
        return in("2", text);
    }

    /** Returns the text in green. */
    public String green(String text) {
        return in("32", text);
    }

    private String in(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Returns text that came from elsewhere with its control characters made visible, so that they do nothing here. */
    public static String onOneLine(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                default -> shown.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c);
            }
        });
        return shown.toString();
    }
}
