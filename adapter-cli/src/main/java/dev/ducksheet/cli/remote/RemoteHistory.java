package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.UndoVersion;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The history behind a URL. */
record RemoteHistory(Server server, Submissions submissions, RemoteFeed feed) implements ReadHistory, UndoVersion {

    @Override
    public Submission undo(Version version, Signature signature) {
        HttpRequest.Builder request =
                server.request("/updates/" + version + "/undo").POST(BodyPublishers.noBody());
        if (signature.idempotency() instanceof Idempotency.Keyed keyed) {
            request.header("Idempotency-Key", keyed.key());
        }
        return submissions.send(request, signature.editor());
    }

    @Override
    public Answer history(Question question) {
        Cursor head = feed.head();
        var answer = server.send(server.request("/history?" + parameters(question, head)));
        return answer.refusal().<Answer>map(Answer.Refused::new).orElseGet(() -> found(answer.document(), head));
    }

    private static String parameters(Question question, Cursor head) {
        List<String> parameters = new ArrayList<>();
        Parameters.add(parameters, "table", question.sheet());
        Parameters.add(parameters, "column", question.column());
        Parameters.add(parameters, "filter", question.filter());
        Parameters.add(parameters, "editor", question.editor());
        Parameters.add(parameters, "since", question.since().toString());
        Parameters.add(parameters, "limit", Integer.toString(question.limit()));
        Parameters.add(
                parameters,
                "cursor",
                question.after().map(place -> cursor(head, place)).orElse(""));
        return String.join("&", parameters);
    }

    private static String cursor(Cursor head, Place place) {
        String version = new Cursor(head.epoch(), place.version()).toString();
        return place.row() == Place.ALL ? version : version + "." + place.row();
    }

    private static Answer.Found found(JsonNode json, Cursor head) {
        List<Entry> entries = new ArrayList<>();
        json.path("history").forEach(entry -> entries.add(entry(entry)));
        return new Answer.Found(
                entries,
                json.has("next_cursor")
                        ? Optional.of(place(json.path("next_cursor").asText()))
                        : Optional.empty(),
                new Version(json.path("oldest_kept").asLong()),
                head);
    }

    private static Place place(String cursor) {
        int dot = cursor.indexOf('.');
        return new Place(
                OutcomeJson.cursor(dot < 0 ? cursor : cursor.substring(0, dot)).version(),
                dot < 0 ? Place.ALL : Integer.parseInt(cursor.substring(dot + 1)));
    }

    private static Entry entry(JsonNode json) {
        Change change = new Change(
                new Version(json.path("version").asLong()),
                OutcomeJson.id(json.path("update_id")),
                json.path("edited_table").asText(),
                json.path("edited_column").asText(),
                json.path("editor").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("rows").asLong(),
                List.of(),
                EventJson.read(json));
        return new Entry(change, json.has("row") ? row(json) : new Touched.Whole());
    }

    private static Touched.Row row(JsonNode json) {
        Map<String, CellValue> name = new LinkedHashMap<>();
        json.path("row").properties().forEach(cell -> name.put(cell.getKey(), JsonValues.cell(cell.getValue())));
        List<Cell> cells = new ArrayList<>();
        json.path("cells")
                .forEach(cell -> cells.add(new Cell(
                        cell.path("column").asText(),
                        JsonValues.cell(cell.path("before")),
                        JsonValues.cell(cell.path("after")))));
        return new Touched.Row(
                json.path("table").asText(),
                name,
                Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
                cells);
    }
}
