package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Cells from JSON and to JSON. */
final class JsonValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    /** Reads a cell of a column. */
    static CellValue cell(JsonNode json, ColumnType type) {
        if (json.isNull() || json.isMissingNode()) {
            return CellValue.none();
        }
        if (type == ColumnType.Simple.DOUBLE) {
            return CellValue.of(json.isNumber() ? json.doubleValue() : Double.parseDouble(json.asText()));
        }
        if (type == ColumnType.Simple.DATE) {
            return CellValue.of(LocalDate.parse(json.asText()));
        }
        if (type == ColumnType.Simple.TIMESTAMP) {
            return CellValue.of(LocalDateTime.parse(json.asText()));
        }
        return cell(json);
    }

    /** Reads a cell of which no type is known. */
    static CellValue cell(JsonNode json) {
        if (json.isNumber()) {
            return CellValue.of(json.decimalValue());
        }
        if (json.isBoolean()) {
            return CellValue.of(json.booleanValue());
        }
        return json.isNull() || json.isMissingNode() ? CellValue.none() : CellValue.of(json.asText());
    }

    /** Writes a cell. */
    static JsonNode json(CellValue cell) {
        if (cell instanceof CellValue.Exact exact) {
            return exact.number().scale() == 0
                    ? NODES.numberNode(exact.number().unscaledValue())
                    : NODES.numberNode(exact.number());
        }
        if (cell instanceof CellValue.Floating floating && Double.isFinite(floating.number())) {
            return NODES.numberNode(floating.number());
        }
        if (cell instanceof CellValue.Bool bool) {
            return NODES.booleanNode(bool.value());
        }
        return cell.isNull() ? NODES.nullNode() : NODES.textNode(cell.display());
    }
}
