package dev.ducksheet.cli.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.model.CellValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes JSON as a careful client does: exact numbers stay exact. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns the cell that a JSON value shows; days stay texts. */
    static CellValue cell(JsonNode value) {
        if (value.isNull()) {
            return CellValue.none();
        }
        if (value.isNumber()) {
            return CellValue.of(value.decimalValue());
        }
        return value.isBoolean() ? CellValue.of(value.booleanValue()) : CellValue.of(value.textValue());
    }

    /** Returns the cells of a row, without what is told of the change. */
    static Map<String, CellValue> row(JsonNode object) {
        var row = new LinkedHashMap<String, CellValue>();
        object.properties().forEach(member -> {
            if (!member.getKey().equals("_change")) {
                row.put(member.getKey(), cell(member.getValue()));
            }
        });
        return row;
    }
}
