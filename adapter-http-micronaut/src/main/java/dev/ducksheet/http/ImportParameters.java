package dev.ducksheet.http;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Merging.Misfits;
import dev.ducksheet.core.edit.Merging.Mode;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.FileFormat;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is asked of an import, as parameters of a query or fields of a form. */
final class ImportParameters {
    /** Where the file is fetched from. */
    static final String SOURCE = "source";

    /** All that there are. */
    static final List<String> NAMES = List.of(
            "table",
            "mode",
            "key",
            "ignore_case",
            "on_error",
            "format",
            "delimiter",
            "quote",
            "header",
            "charset",
            "columns",
            "name",
            SOURCE);

    private static final String WORD = "\\s*(\"(?:[^\"]|\"\")*\"|[^:,\"]*)\\s*";
    private static final Pattern PAIR = Pattern.compile(WORD + ":" + WORD + "(?:,(?!$)|$)");
    private static final Pattern NAME = Pattern.compile(WORD + "(?:,(?!$)|$)");

    private final Map<String, String> given;
    private final Catalog catalog;

    /** @param catalog tells the key of the table, if none is given */
    ImportParameters(Map<String, String> given, Catalog catalog) {
        this.given = given;
        this.catalog = catalog;
        for (var name : given.keySet()) {
            if (!NAMES.contains(name)) {
                throw Parameters.wrong("unknown parameter \"" + name + "\"; known: " + String.join(", ", NAMES));
            }
        }
    }

    /**
     * Returns what is asked.
     *
     * @param fileName of the file, if none is given
     * @param size of the file, if it is known
     */
    ImportSpec spec(String fileName, OptionalLong size) {
        var table = text("table")
                .orElseThrow(() -> Parameters.wrong("table is missing; it names the table that takes the rows"));
        var key = text("key").map(ImportParameters::names).orElseGet(() -> keyOf(table));
        var mode = text("mode").map(ImportParameters::mode).orElse(Mode.byDefault(key));
        if (key.isEmpty() && mode == Mode.UPSERT) {
            throw Parameters.wrong("key is missing: table " + table
                    + " has no key, so that an upsert needs the columns by which rows are the same; mode=insert takes"
                    + " every row as a new one");
        }
        var misfits = text("on_error").map(ImportParameters::misfits).orElse(Misfits.byDefault(mode));
        var source = text(SOURCE).map(ImportParameters::source);
        return new ImportSpec(
                table,
                new Merging(mode, key, flag("ignore_case").orElse(false), misfits),
                text("name").or(() -> source.map(Source::name)).orElse(fileName),
                text("format").map(ImportParameters::format),
                dialect(),
                text("columns").map(ImportParameters::columns).orElse(Map.of()),
                size,
                source);
    }

    private static Source source(String url) {
        try {
            return Source.of(url);
        } catch (IllegalArgumentException e) {
            throw Parameters.wrong(SOURCE + ": " + e.getMessage());
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).filter(it -> !it.isEmpty());
    }

    private Optional<Boolean> flag(String name) {
        return text(name).map(it -> switch (it) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Parameters.wrong(name + " takes true or false, not \"" + it + "\"");
        });
    }

    private List<String> keyOf(String table) {
        return catalog.sheet(table).orElse(null) instanceof Table found ? found.key() : List.of();
    }

    private static Mode mode(String name) {
        return Mode.named(name)
                .orElseThrow(() -> Parameters.wrong("mode takes insert, upsert or replace, not \"" + name + "\""));
    }

    private static Misfits misfits(String name) {
        return switch (name) {
            case "reject-row" -> Misfits.LEFT_OUT;
            case "stop" -> Misfits.REFUSED;
            default -> throw Parameters.wrong("on_error takes reject-row or stop, not \"" + name + "\"");
        };
    }

    private static FileFormat format(String name) {
        return FileFormat.named(name)
                .orElseThrow(() -> Parameters.wrong("format takes "
                        + Arrays.stream(FileFormat.values())
                                .map(FileFormat::wireName)
                                .collect(Collectors.joining(", "))
                        + ", not \"" + name + "\""));
    }

    private Dialect dialect() {
        try {
            return new Dialect(
                    text("delimiter").map(it -> it.equals("\\t") || it.equals("tab") ? "\t" : it),
                    text("quote").map(it -> it.equals("none") ? "" : it),
                    flag("header"),
                    text("charset"));
        } catch (IllegalArgumentException e) {
            throw Parameters.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> names(String text) {
        var names = new java.util.ArrayList<String>();
        var matcher = NAME.matcher(text);
        int from = 0;
        while (from < text.length()) {
            if (!matcher.find(from)
                    || matcher.start() != from
                    || matcher.group(1).isBlank()) {
                throw Parameters.wrong("key takes names with commas between them, not \"" + text + "\"");
            }
            names.add(unquoted(matcher.group(1)));
            from = matcher.end();
        }
        if (Set.copyOf(names).size() < names.size()) {
            throw Parameters.wrong("key has a name twice: \"" + text + "\"");
        }
        return names;
    }

    private static Map<String, String> columns(String text) {
        var columns = new LinkedHashMap<String, String>();
        var matcher = PAIR.matcher(text);
        int from = 0;
        while (from < text.length()) {
            if (!matcher.find(from) || matcher.start() != from) {
                throw Parameters.wrong("columns takes pairs such as Produkt:name, and Old: to leave one out, with"
                        + " commas between them, not \"" + text + "\"");
            }
            if (columns.put(unquoted(matcher.group(1)), unquoted(matcher.group(2))) != null) {
                throw Parameters.wrong("columns has \"" + unquoted(matcher.group(1)) + "\" twice");
            }
            from = matcher.end();
        }
        return columns;
    }

    private static String unquoted(String word) {
        var stripped = word.strip();
        return stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"")
                ? stripped.substring(1, stripped.length() - 1).replace("\"\"", "\"")
                : stripped;
    }
}
