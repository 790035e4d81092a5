package dev.ducksheet.http;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.csv.CsvReader;
import dev.ducksheet.csv.MalformedCsvException;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bodies that bring rows: JSON, a line of JSON for each row, or CSV with a header. */
final class RowsBody {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String CSV = "text/csv";

    /** What a body may be. */
    static final List<String> TYPES = List.of(JSON, NDJSON, CSV);

    private RowsBody() {}

    /** Reads rows of one of {@link #TYPES}. */
    static List<Map<String, CellValue>> rows(String type, byte[] body) {
        return switch (type) {
            case CSV -> csv(body);
            case NDJSON -> rows(new Json.Arr(lines(body)));
            default -> json(JsonReader.read(body));
        };
    }

    private static List<Map<String, CellValue>> json(Json body) {
        if (body instanceof Json.Arr rows) {
            return rows(rows);
        }
        var fields = Fields.of(body);
        if (body instanceof Json.Obj && !fields.has("rows")) {
            fields.wrong("rows", "\"rows\" is missing");
        }
        var rows = fields.list("rows");
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return rows(new Json.Arr(rows));
    }

    private static List<Map<String, CellValue>> rows(Json.Arr rows) {
        var wrapped = Fields.of(new Json.Obj(Map.of("rows", rows)));
        var read = new ArrayList<Map<String, CellValue>>(rows.elements().size());
        if (rows.elements().size() <= RowEdit.MAX_ROWS) {
            wrapped.objects("rows").forEach(row -> read.add(cells(row)));
            Bodies.requireNoErrors(wrapped);
            return read;
        }
        throw tooMany(rows.elements().size());
    }

    private static RuntimeException tooMany(int rows) {
        return Problem.at(
                        ProblemType.CONTENT_TOO_LARGE,
                        "/rows",
                        "a request brings at most " + RowEdit.MAX_ROWS + " rows, not " + rows + "; send them in parts")
                .exception();
    }

    /** Returns the cells of an object by name. */
    static Map<String, CellValue> cells(Fields row) {
        var cells = new LinkedHashMap<String, CellValue>();
        row.names()
                .forEach(name -> cells.put(
                        name, row.read(name, Cells.EXPECTED, Cells::read).orElse(CellValue.none())));
        return cells;
    }

    private static List<Json> lines(byte[] body) {
        var lines = new ArrayList<Json>();
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                var line = Arrays.copyOfRange(body, start, i);
                if (!new String(line, StandardCharsets.UTF_8).isBlank()) {
                    lines.add(JsonReader.read(line));
                }
                start = i + 1;
            }
        }
        return lines;
    }

    private static List<Map<String, CellValue>> csv(byte[] body) {
        try {
            var rows = new ArrayList<Map<String, CellValue>>();
            new CsvReader(new StringReader(JsonReader.decode(body))).forEachRemaining(rows::add);
            if (rows.size() > RowEdit.MAX_ROWS) {
                throw tooMany(rows.size());
            }
            return rows;
        } catch (MalformedCsvException e) {
            throw Problem.of(ProblemType.INVALID_BODY, String.valueOf(e.getMessage()))
                    .exception();
        }
    }
}
