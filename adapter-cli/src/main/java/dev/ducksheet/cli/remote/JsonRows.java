package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows from a JSON document {@code {"cursor", "columns", "rows", "next_cursor"}}, read while it comes. */
final class JsonRows implements RowStream {
    private static final int BATCH = 1024;

    private final Server server;
    private final JsonParser parser;
    private final Map<String, JsonNode> members = new HashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private List<List<CellValue>> batch = List.of();
    private boolean inRows;

    JsonRows(Server server, InputStream in) {
        this.server = server;
        try {
            parser = Server.json().createParser(in);
            parser.nextToken();
            readMembers();
            members.getOrDefault("columns", Server.json().createArrayNode())
                    .forEach(column -> columns.add(Column.of(
                            column.path("name").asText(),
                            Types.named(column.path("type").asText()))));
        } catch (IOException e) {
            throw server.broken(e);
        }
    }

    /** Reads members up to the rows, or to the end. */
    private void readMembers() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("rows")) {
                inRows = true;
                return;
            }
            members.put(name, parser.readValueAsTree());
        }
    }

    @Override
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    @Override
    public Cursor head() {
        return OutcomeJson.cursor(text("cursor"));
    }

    private String text(String member) {
        JsonNode value = members.get(member);
        return value == null ? "" : value.asText("");
    }

    @Override
    public boolean next() {
        try {
            batch = new ArrayList<>();
            while (inRows && batch.size() < BATCH) {
                readRow();
            }
            return !batch.isEmpty();
        } catch (IOException e) {
            throw server.broken(e);
        }
    }

    private void readRow() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            inRows = false;
            readMembers();
            return;
        }
        JsonNode row = parser.readValueAsTree();
        batch.add(columns.stream()
                .map(column -> JsonValues.cell(row.path(column.name()), column.type()))
                .toList());
    }

    @Override
    public RowBatch batch() {
        return new ListBatch(batch);
    }

    /** Returns the server's own cursor, which only this server understands. */
    @Override
    public List<CellValue> resumeAfter() {
        JsonNode next = members.get("next_cursor");
        return next == null || next.isNull() ? List.of() : List.of(CellValue.of(next.asText()));
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw server.broken(e);
        }
    }
}
