package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Separated values. The header decides on the dialect: of the usual delimiters it is the one by which the first record
 * has the most names that the table knows. Records are found by DuckDB's own parser.
 */
final class CsvFormat implements RowFormat {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final Pattern SEPARATOR_LINE = Pattern.compile("^sep=(.)(\r\n|\r|\n)");

    /** How the file is written. */
    private record Written(char delimiter, String quote, List<String> first, boolean header, int skipped) {}

    @Override
    public RowSelection select(Session engine, SpooledFile file, ImportSpec spec, Table table) throws IOException {
        var columns = new FileColumns(table, spec);
        var written = written(file.text(), spec, columns);
        file.requireShortRecords(written.delimiter(), written.quote());
        var places = written.header()
                ? columns.places(written.first())
                : columns.places(written.first().size());
        var brought = new ArrayList<Column>();
        var selected = new ArrayList<String>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != FileColumns.ABSENT) {
                selected.add("c" + places[i] + " AS t" + brought.size());
                brought.add(table.columns().get(i));
            }
        }
        selected.add("CAST(NULL AS VARCHAR) AS odd");
        return new RowSelection(
                brought,
                "SELECT " + String.join(", ", selected) + " FROM " + reading(file, written),
                written.skipped() + (written.header() ? 2 : 1));
    }

    private static Written written(String text, ImportSpec spec, FileColumns columns) {
        var separator = SEPARATOR_LINE.matcher(text);
        boolean separated = spec.dialect().delimiter().isEmpty() && separator.find();
        var body = separated ? text.substring(separator.end()) : text;
        var quote = spec.dialect().quote().orElse("\"");
        var candidates = separated
                ? List.of(separator.group(1).charAt(0))
                : spec.dialect().delimiter().map(it -> List.of(it.charAt(0))).orElse(DELIMITERS);
        boolean header = spec.dialect().header().orElse(true);
        int skipped = (separated ? 1 : 0) + blankLines(body);
        var best = new Written(candidates.get(0), quote, List.of(), header, skipped);
        long most = -1;
        for (char delimiter : candidates) {
            var first = firstRecord(body, delimiter, quote);
            long known = header ? columns.known(first) : first.size();
            if (known > most) {
                most = known;
                best = new Written(delimiter, quote, first, header, skipped);
            }
        }
        if (most == 0) {
            throw new UnreadableException("the first record of the file, '"
                    + FileColumns.shown(String.join(String.valueOf(best.delimiter()), best.first()))
                    + "', names none of the columns " + columns.names()
                    + "; send a header, or say header=false if the columns are in that order");
        }
        return best;
    }

    /** Splits the first record that is not blank. */
    private static List<String> firstRecord(String text, char delimiter, String quote) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = leading(text); i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean isQuote = !quote.isEmpty() && letter == quote.charAt(0);
            if (isQuote && quoted && i + 1 < text.length() && text.charAt(i + 1) == letter) {
                cell.append(letter);
                i++;
            } else if (isQuote && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (!quoted && letter == delimiter) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (!quoted && (letter == '\n' || letter == '\r')) {
                break;
            } else {
                cell.append(letter);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static int blankLines(String text) {
        return (int)
                text.substring(0, leading(text)).replace("\r\n", "\n").chars().count();
    }

    private static int leading(String text) {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == '\n' || text.charAt(start) == '\r')) {
            start++;
        }
        return start;
    }

    private static String reading(SpooledFile file, Written written) {
        var columns = IntStream.range(0, written.first().size())
                .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "read_csv(" + Sql.literal(file.path().toString()) + ", auto_detect = false, columns = " + columns
                + ", header = " + written.header() + ", skip = " + written.skipped() + ", delim = "
                + Sql.literal(String.valueOf(written.delimiter())) + ", quote = " + Sql.literal(written.quote())
                + ", escape = " + Sql.literal(written.quote()) + ", compression = "
                + Sql.literal(file.compression().sql())
                + ", nullstr = '', allow_quoted_nulls = false, strict_mode = true, store_rejects = true,"
                + " rejects_limit = 0)";
    }
}
