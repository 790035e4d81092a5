package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.ViewTable.View;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonDocument;
import dev.ducksheet.http.json.JsonReader;
import dev.ducksheet.http.json.MalformedJsonException;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Where a view goes on, as text that a client gives back as it got it: in base64url, the cells of the last row that it
 * goes on from, each as its kind and its text, and a checksum over them and the request they belong to.
 */
final class ViewCursor {
    private static final int MAX_LENGTH = 16 * 1024;

    private ViewCursor() {}

    static String write(View view, List<CellValue> after) {
        JsonDocument cells = json -> writeAll(json, after);
        var payload = cells.bytes();
        var checked = new String(payload, StandardCharsets.UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((checksum(view, checked) + checked).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #write} wrote for the same table, filter, sort and version, or ends the request. */
    static List<CellValue> read(View view, String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (cursor.length() <= MAX_LENGTH && text.length() > 8) {
                var payload = text.substring(8);
                if (checksum(view, payload).equals(text.substring(0, 8))) {
                    return cells(JsonReader.read(payload.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IllegalArgumentException | MalformedJsonException | java.time.DateTimeException e) {
            throw refused();
        }
        throw refused();
    }

    private static RuntimeException refused() {
        return Problem.of(
                        ProblemType.INVALID_PARAMETER,
                        "cursor is not one that was given out for this table, filter, sort and as_of; send next_cursor"
                                + " as it was, or start without one")
                .exception();
    }

    private static String checksum(View view, String payload) {
        var crc = new CRC32();
        var of = List.of(view.sheet(), view.filter(), view.sort(), payload).toString();
        crc.update(of.getBytes(StandardCharsets.UTF_8));
        view.asOf().ifPresent(version -> crc.update(version.toString().getBytes(StandardCharsets.UTF_8)));
        return "%08x".formatted(crc.getValue());
    }

    private static void writeAll(JsonGenerator json, List<CellValue> cells) throws IOException {
        json.writeStartArray();
        for (var cell : cells) {
            json.writeString(kind(cell) + cell.display());
        }
        json.writeEndArray();
    }

    private static char kind(CellValue cell) {
        if (cell instanceof CellValue.Exact) {
            return 'n';
        }
        if (cell instanceof CellValue.Floating) {
            return 'f';
        }
        if (cell instanceof CellValue.Bool) {
            return 'b';
        }
        if (cell instanceof CellValue.Date) {
            return 'd';
        }
        return cell instanceof CellValue.Timestamp ? 't' : cell.isNull() ? '0' : 's';
    }

    private static List<CellValue> cells(Json json) {
        var cells = new ArrayList<CellValue>();
        for (var element : ((Json.Arr) json).elements()) {
            cells.add(cell(((Json.Str) element).text()));
        }
        return cells;
    }

    private static CellValue cell(String text) {
        var content = text.substring(1);
        return switch (text.charAt(0)) {
            case 'n' -> CellValue.of(new BigDecimal(content));
            case 'f' -> CellValue.of(Double.parseDouble(content));
            case 'b' -> CellValue.of(Boolean.parseBoolean(content));
            case 'd' -> CellValue.of(LocalDate.parse(content));
            case 't' -> CellValue.of(LocalDateTime.parse(content));
            case '0' -> CellValue.none();
            default -> CellValue.of(content);
        };
    }
}
