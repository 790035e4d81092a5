package dev.ducksheet.core.condition;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions that are kept as text files next to the tests, with what is expected of each. */
final class Corpus {
    private static final String ARROW = "=>";
    private static final Pattern REPEAT = Pattern.compile("\\$\\{repeat\\(\"((?:[^\"\\\\]|\\\\.)*)\", *([0-9]+)\\)}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|.)");

    private Corpus() {}

    /** One condition; {@code source} is the line of the file, {@code text} what the line stands for. */
    record Entry(int line, String source, String text, String expected) {
        @Override
        public String toString() {
            return line + ": " + source;
        }
    }

    static List<Entry> valid() {
        return entries("valid.txt");
    }

    static List<Entry> hostile() {
        return entries("hostile.txt");
    }

    private static List<Entry> entries(String file) {
        var lines = lines(file);
        var entries = new ArrayList<Entry>();
        for (var i = 0; i < lines.size(); i++) {
            var source = lines.get(i).strip();
            if (!source.isEmpty() && !source.startsWith("#")) {
                entries.add(new Entry(i + 1, source, written(source), expected(file, lines, i + 1)));
                i++;
            }
        }
        return entries;
    }

    private static String expected(String file, List<String> lines, int index) {
        var line = index < lines.size() ? lines.get(index).strip() : "";
        if (!line.startsWith(ARROW)) {
            throw new IllegalStateException(file + ", line " + (index + 1) + ": no " + ARROW);
        }
        return written(line.substring(ARROW.length()).strip());
    }

    private static List<String> lines(String file) {
        var stream = Objects.requireNonNull(Corpus.class.getResourceAsStream(file), file);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(String source) {
        var repeated = REPEAT.matcher(source)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1).replace("\\\"", "\"").repeat(Integer.parseInt(match.group(2)))));
        return ESCAPE.matcher(repeated).replaceAll(match -> Matcher.quoteReplacement(unescaped(match.group(1))));
    }

    private static String unescaped(String escape) {
        return switch (escape.charAt(0)) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\' -> "\\";
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
            default -> throw new IllegalStateException("no escape \\" + escape);
        };
    }
}
