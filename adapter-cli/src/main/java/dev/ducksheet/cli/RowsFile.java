package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.csv.CsvReader;
import dev.ducksheet.csv.MalformedCsvException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Rows in a file or on standard input, read one after the other. What is wrong with it ends the command.
 *
 * <p>CSV has a header line, and its cells are texts. JSON is objects one after the other, such as one on each line, or
 * in an array.
 */
final class RowsFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String name;
    private final Counted in;
    private final Iterator<Map<String, CellValue>> rows;

    /** What a file of rows is written in. */
    enum Format {
        CSV,
        JSON;

        /** Returns the format that the file's name tells; JSON if it tells none. */
        static Format of(String file) {
            return file.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : JSON;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private RowsFile(String name, Counted in, Format format) {
        this.name = name;
        this.in = in;
        this.rows = reading(() -> format == Format.CSV ? csv(in) : json(in));
    }

    /** Opens a file, or standard input for {@code -}. */
    static RowsFile open(String file, Format format) throws IOException {
        if (file.equals("-")) {
            return new RowsFile("the input", new Counted(System.in, 0), format);
        }
        try {
            var path = Path.of(file);
            var in = new Counted(Files.newInputStream(path), Files.size(path));
            try {
                return new RowsFile(file, in, format);
            } catch (CommandFailedException e) {
                in.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw CommandFailedException.refused("there is no file " + file);
        }
    }

    private static Iterator<Map<String, CellValue>> csv(InputStream in) {
        return new CsvReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    private static Iterator<Map<String, CellValue>> json(InputStream in) {
        try {
            return new JsonRows(JSON.readerFor(JsonNode.class).readValues(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name to tell of. */
    String name() {
        return name;
    }

    /** Returns how many bytes there are; 0 if nobody knows. */
    long size() {
        return in.size;
    }

    /** Returns how many bytes are read. */
    long position() {
        return in.count;
    }

    boolean hasNext() {
        return reading(rows::hasNext);
    }

    Map<String, CellValue> next() {
        return reading(rows::next);
    }

    private <T> T reading(Supplier<T> step) {
        try {
            return step.get();
        } catch (MalformedCsvException e) {
            throw CommandFailedException.refused(name + " is no CSV: " + e.getMessage());
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException cause) {
                throw failure(cause);
            }
            throw e;
        }
    }

    private CommandFailedException failure(IOException cause) {
        if (cause instanceof JsonProcessingException json) {
            return CommandFailedException.refused(name + " is no JSON: " + json.getOriginalMessage());
        }
        if (cause instanceof CharacterCodingException) {
            return CommandFailedException.refused(name + " is not in UTF-8; convert it");
        }
        return CommandFailedException.refused("cannot read " + name + ": " + cause.getMessage());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** JSON objects as rows. */
    private static final class JsonRows implements Iterator<Map<String, CellValue>> {
        private final MappingIterator<JsonNode> values;
        private int number;

        JsonRows(MappingIterator<JsonNode> values) {
            this.values = values;
        }

        @Override
        public boolean hasNext() {
            return values.hasNext();
        }

        @Override
        public Map<String, CellValue> next() {
            var json = values.next();
            number++;
            if (!json.isObject()) {
                throw CommandFailedException.refused("row " + number + " is no JSON object: " + json);
            }
            var cells = new LinkedHashMap<String, CellValue>();
            json.properties().forEach(cell -> cells.put(cell.getKey(), cell(cell.getKey(), cell.getValue())));
            return cells;
        }

        private CellValue cell(String column, JsonNode json) {
            if (json.isNumber()) {
                return CellValue.of(json.decimalValue());
            }
            if (json.isBoolean()) {
                return CellValue.of(json.booleanValue());
            }
            if (json.isTextual()) {
                return CellValue.of(json.textValue());
            }
            if (json.isNull()) {
                return CellValue.none();
            }
            throw CommandFailedException.refused(
                    "row " + number + ", column " + column + ": " + json + " is no cell; give a number, text or null");
        }
    }

    /** A stream that counts what is read from it. */
    private static final class Counted extends FilterInputStream {
        private final long size;
        private long count;

        Counted(InputStream in, long size) {
            super(in);
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
