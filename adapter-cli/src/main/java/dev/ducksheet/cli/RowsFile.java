package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows in a file: JSON objects one after the other, such as one on each line, or in an array. */
final class RowsFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private RowsFile() {}

    /** Reads all rows, or ends the command with what is wrong. */
    static List<Map<String, CellValue>> read(String file) throws IOException {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
                var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            var rows = new ArrayList<Map<String, CellValue>>();
            while (values.hasNextValue()) {
                rows.add(row(rows.size() + 1, values.nextValue()));
                if (rows.size() > RowEdit.MAX_ROWS) {
                    throw CommandFailedException.refused(file + " has more than " + RowEdit.MAX_ROWS
                            + " rows, which is the most for one request; split it");
                }
            }
            return rows;
        } catch (NoSuchFileException e) {
            throw CommandFailedException.refused("there is no file " + file);
        } catch (JsonProcessingException e) {
            throw CommandFailedException.refused(file + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Map<String, CellValue> row(int number, JsonNode json) {
        if (!json.isObject()) {
            throw CommandFailedException.refused("row " + number + " is no JSON object: " + json);
        }
        var cells = new LinkedHashMap<String, CellValue>();
        json.properties().forEach(cell -> cells.put(cell.getKey(), cell(number, cell.getKey(), cell.getValue())));
        return cells;
    }

    private static CellValue cell(int number, String column, JsonNode json) {
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
