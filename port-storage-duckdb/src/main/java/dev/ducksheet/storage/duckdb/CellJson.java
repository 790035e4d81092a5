package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * The JSON of a cell, from which exactly the cell can be read again: an exact number as a number, a string as a string,
 * and what JSON does not tell apart as an object that names its case.
 */
final class CellJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .build();

    private static final PrettyPrinter NOTHING_BETWEEN = new MinimalPrettyPrinter("");

    private CellJson() {}

    /** Writes JSON. */
    @FunctionalInterface
    interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads JSON. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonParser json) throws IOException;
    }

    static String text(Writing writing) {
        try (var texts = new Texts()) {
            return texts.text(writing);
        }
    }

    /** Makes one text after the other, with one generator for all. */
    static final class Texts implements AutoCloseable {
        private final StringWriter written = new StringWriter();
        private final JsonGenerator json;

        Texts() {
            try {
                json = FACTORY.createGenerator(written);
                json.setPrettyPrinter(NOTHING_BETWEEN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text(Writing writing) {
            try {
                writing.write(json);
                json.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var text = written.toString();
            written.getBuffer().setLength(0);
            return text;
        }

        @Override
        public void close() {
            try {
                json.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads a text; the parser is at its first token. */
    static <T> T read(String text, Reading<T> reading) {
        try (var json = FACTORY.createParser(text)) {
            json.nextToken();
            return reading.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the change log holds JSON that cannot be read: " + text, e);
        }
    }

    static void write(JsonGenerator json, CellValue cell) throws IOException {
        if (cell instanceof CellValue.Exact exact) {
            write(json, exact.number());
        } else if (cell instanceof CellValue.Text text) {
            json.writeString(text.text());
        } else if (cell instanceof CellValue.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (cell instanceof CellValue.Floating floating) {
            tagged(json, "double", Double.toString(floating.number()));
        } else if (cell instanceof CellValue.Date date) {
            tagged(json, "date", date.day().toString());
        } else if (cell instanceof CellValue.Timestamp timestamp) {
            tagged(json, "timestamp", timestamp.time().toString());
        } else {
            json.writeNull();
        }
    }

    private static void write(JsonGenerator json, BigDecimal number) throws IOException {
        if (number.scale() == 0 && number.precision() <= Types.LONG_DIGITS) {
            json.writeNumber(number.longValue());
        } else {
            json.writeNumber(number.toPlainString());
        }
    }

    private static void tagged(JsonGenerator json, String tag, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField(tag, text);
        json.writeEndObject();
    }

    /** Reads the cell at which the parser is. */
    static CellValue read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> CellValue.of(json.getDecimalValue());
            case VALUE_STRING -> CellValue.of(json.getText());
            case VALUE_TRUE -> CellValue.of(true);
            case VALUE_FALSE -> CellValue.of(false);
            case VALUE_NULL -> CellValue.none();
            case START_OBJECT -> tagged(json);
            default -> throw new IOException("no cell: " + json.currentToken());
        };
    }

    private static CellValue tagged(JsonParser json) throws IOException {
        var tag = json.nextFieldName();
        var text = json.nextTextValue();
        expect(json, JsonToken.END_OBJECT);
        return switch (tag) {
            case "double" -> CellValue.of(Double.parseDouble(text));
            case "date" -> CellValue.of(LocalDate.parse(text));
            case "timestamp" -> CellValue.of(LocalDateTime.parse(text));
            default -> throw new IOException("no case of a cell: " + tag);
        };
    }

    static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw new IOException("found " + json.currentToken() + " instead of " + token);
        }
    }
}
