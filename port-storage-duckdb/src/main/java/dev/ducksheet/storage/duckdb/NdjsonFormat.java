package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on each line. A member that an object lacks is an empty cell. Lines are read here and handed on as CSV:
 * DuckDB's reader takes what is no JSON, such as NaN, rounds long numbers, and drops the second of two equal members.
 */
final class NdjsonFormat implements RowFormat {
    private static final String LINES = "lines.csv";

    private static final int MOST_OF_LINE = 1_900_000;
    /** As CSV, beyond which DuckDB drops it. */
    private static final int MOST_OF_RECORD = 2_000_000;

    private static final int SHOWN = 1000;
    private static final char BYTE_ORDER = '\uFEFF';
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public RowSelection select(Session engine, SpooledFile file, ImportSpec spec, Table table) throws IOException {
        var copy = file.scratch().resolve(LINES);
        var lines = new Lines();
        try (var in = new BufferedInputStream(file.bytes(), 1 << 16);
                var out = Files.newBufferedWriter(copy)) {
            lines.copy(in, out);
        }
        if (lines.names.isEmpty()) {
            throw new UnreadableException("the file has no JSON object on a line of its own; send one for each row");
        }
        var names = List.copyOf(lines.names.keySet());
        var places = new FileColumns(table, spec).places(names);
        var brought = new ArrayList<Column>();
        var cells = new ArrayList<String>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != FileColumns.ABSENT) {
                cells.add((cells.isEmpty() ? "coalesce(c" + places[i] + ", odd_line)" : "c" + places[i]) + " AS t"
                        + cells.size());
                brought.add(table.columns().get(i));
            }
        }
        return new RowSelection(
                brought,
                "SELECT " + String.join(", ", cells) + ", odd FROM read_csv(" + Sql.literal(copy.toString())
                        + ", auto_detect = false, columns = " + columns(names.size()) + ", header = false, delim = ',',"
                        + " quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, null_padding = true,"
                        + " parallel = false)",
                1);
    }

    private static String columns(int members) {
        return "{'odd': 'VARCHAR', 'odd_line': 'VARCHAR', "
                + IntStream.range(0, members)
                        .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                        .collect(Collectors.joining(", "))
                + "}";
    }

    /** The lines of one file: what is wrong with each, and its cells in the order in which their names were first met. */
    private static final class Lines {
        private final Map<String, Integer> names = new LinkedHashMap<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean isFirst = true;
        private boolean tooLong;

        void copy(InputStream in, BufferedWriter out) throws IOException {
            for (int letter = in.read(); letter >= 0; letter = in.read()) {
                if (letter == '\n') {
                    end(out);
                } else if (line.size() < MOST_OF_LINE) {
                    line.write(letter);
                } else {
                    tooLong = true;
                }
            }
            end(out);
        }

        private void end(Writer out) throws IOException {
            if (tooLong || !line.toString(StandardCharsets.UTF_8).isBlank()) {
                write(out);
            }
            line.reset();
            tooLong = false;
        }

        private void write(Writer out) throws IOException {
            if (tooLong) {
                writeOdd(out, "the line has more than " + MOST_OF_LINE + " bytes");
                return;
            }
            try {
                var text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line.toByteArray()))
                        .toString();
                boolean marked = isFirst && text.charAt(0) == BYTE_ORDER;
                isFirst = false;
                write(cells(marked ? text.substring(1) : text), out);
            } catch (CharacterCodingException e) {
                writeOdd(out, "the line is not UTF-8");
            } catch (JsonProcessingException e) {
                writeOdd(out, "the line is no JSON object: " + e.getOriginalMessage());
            } catch (OddException e) {
                writeOdd(out, String.valueOf(e.getMessage()));
            }
        }

        private List<@Nullable String> cells(String text) throws IOException {
            var cells = new ArrayList<@Nullable String>();
            try (var json = JSON.createParser(text)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new OddException("the line is no JSON object");
                }
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    int place = names.computeIfAbsent(json.currentName(), name -> names.size());
                    while (cells.size() <= place) {
                        cells.add(null);
                    }
                    cells.set(place, cell(json));
                }
                if (json.nextToken() != null) {
                    throw new OddException("there is something behind the JSON object");
                }
            }
            return cells;
        }

        private static @Nullable String cell(JsonParser json) throws IOException {
            var token = json.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                throw new OddException(
                        "member " + json.currentName() + " is an object or an array, and a cell is one text or number");
            }
            var text = token == JsonToken.VALUE_NULL ? null : json.getText();
            if (text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new OddException("member " + json.currentName() + " has half a character (a lone surrogate)");
            }
            return text;
        }

        private void write(List<@Nullable String> cells, Writer out) throws IOException {
            var record = new StringBuilder(",");
            for (var cell : cells) {
                record.append(',');
                if (cell != null) {
                    record.append('"').append(cell.replace("\"", "\"\"")).append('"');
                }
            }
            if (record.length() > MOST_OF_RECORD / 3
                    && record.toString().getBytes(StandardCharsets.UTF_8).length > MOST_OF_RECORD) {
                writeOdd(out, "the line has too many quotes for its length");
                return;
            }
            out.append(record).write('\n');
        }

        private void writeOdd(Writer out, String why) throws IOException {
            quote(why, out);
            out.write(',');
            var shown = new String(line.toByteArray(), 0, Math.min(SHOWN, line.size()), StandardCharsets.UTF_8);
            quote(shown.strip(), out);
            out.write('\n');
        }

        private static void quote(String text, Writer out) throws IOException {
            out.write('"');
            out.write(text.replace("\"", "\"\""));
            out.write('"');
        }
    }

    /** Says what is wrong with one line. */
    private static final class OddException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OddException(String message) {
            super(message, null, false, false);
        }
    }
}
