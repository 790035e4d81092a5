package dev.ducksheet.cli.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Rows as one JSON object: {@code {"columns": [{"name", "type"}], "rows": [{…}]}}. */
final class JsonSink implements RowSink {
    private final PrintWriter out;
    private List<Column> columns = List.of();
    private boolean first = true;

    JsonSink(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) throws IOException {
        this.columns = columns;
        out.print("{\"columns\": ");
        try (JsonGenerator json = JsonCells.generator(out)) {
            json.writeStartArray();
            for (Column column : columns) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeStringField("type", column.type().sqlName());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        out.print(", \"rows\": [");
    }

    @Override
    public void row(List<CellValue> cells) throws IOException {
        out.print(first ? "\n  " : ",\n  ");
        first = false;
        try (JsonGenerator json = JsonCells.generator(out)) {
            JsonCells.writeRow(json, columns, cells);
        }
    }

    @Override
    public void end() {
        out.println(first ? "]}" : "\n]}");
    }
}
