package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory.Answer;
import dev.ducksheet.core.port.in.ReadHistory.Cell;
import dev.ducksheet.core.port.in.ReadHistory.Entry;
import dev.ducksheet.core.port.in.ReadHistory.Kind;
import dev.ducksheet.core.port.in.ReadHistory.Place;
import dev.ducksheet.core.port.in.ReadHistory.Question;
import dev.ducksheet.core.port.in.ReadHistory.Touched;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryRoutesTest extends WithServer {

    @Test
    void a_version_is_taken_back() {
        var answer = client.post("/updates/41/undo", "", "Ducksheet-Editor", "uma", "Idempotency-Key", "k1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"applied\",\"update_id\":\"" + FakeWorkbook.id(44)
                        + "\",\"version\":44,\"table\":\"sales\",\"rows\":3,\"event\":\"undone\",\"undone\":41,"
                        + "\"message\":\"Took version 41 back in sales\"}");
        assertThat(workbook.signatures).extracting(Signature::editor).containsExactly("uma");
        client.post("/updates/42/undo", "", "Idempotency-Key", "k1");
        client.post("/updates/41/undo", "", "Idempotency-Key", "k1");
        var prints = workbook.signatures.stream().map(Signature::idempotency).toList();
        assertThat(prints.get(1)).isNotEqualTo(prints.get(0));
        assertThat(prints.get(2)).isEqualTo(prints.get(0));
    }

    @Test
    void who_does_not_wait_is_told_where_the_outcome_will_be() {
        var answer = client.post("/updates/41/undo", "", "Prefer", "respond-async");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).hasValue("/updates/" + FakeWorkbook.id(44));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "01", "1.5", "9999999999999999999", "e7-41"})
    void what_is_no_version_is_refused(String version) {
        var answer = client.post("/updates/" + version + "/undo", "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("/problems/invalid-parameter", version);
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN_VERSION,404", "CHANGED_SINCE,409", "VERSION_GONE,410", "NOT_UNDOABLE,422"})
    void a_refusal_has_its_status(Reason reason, int status) {
        workbook.onUndo = version -> FakeWorkbook.decided(
                new Outcome.Refused(FakeWorkbook.id(3), Refusal.of(reason, "/version", "because of " + version)));
        var answer = client.post("/updates/41/undo", "");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("/problems/" + reason.slug(), "because of 41");
    }

    @Test
    void what_changed_since_is_listed() {
        workbook.onUndo = version -> FakeWorkbook.decided(new Outcome.Refused(
                FakeWorkbook.id(3),
                new Refusal(
                        Reason.CHANGED_SINCE,
                        "/version",
                        "1 cell has changed",
                        Map.of("changed", CellValue.of(1)),
                        List.of(new RowError(2, "quantity", "46", "id = 7: the version left 45")))));
        assertThat(client.post("/updates/41/undo", "").body())
                .contains("\"errors\":[{\"pointer\":\"/version\",\"detail\":\"id = 7: the version left 45\","
                        + "\"row\":2,\"column\":\"quantity\",\"value\":\"46\"}]")
                .contains("\"changed\":1");
    }

    private static Entry entry(long version, Touched touched) {
        return new Entry(FakeFeed.change(version, 1, List.of()), touched);
    }

    @Test
    void the_history_tells_cells_before_and_after() {
        for (long version = 1; version <= 41; version++) {
            workbook.feed.apply(FakeFeed.sale(version));
        }
        var row = new Touched.Row(
                "sales",
                Map.of("id", CellValue.of(7)),
                Kind.UPDATED,
                List.of(new Cell("quantity", CellValue.none(), CellValue.of(45))));
        workbook.onHistory = question -> new Answer.Found(
                List.of(entry(41, row), entry(40, new Touched.Whole())),
                Optional.of(new Place(new Version(40), 3)),
                new Version(5),
                workbook.feed.head());

        var answer = client.get("/history?table=sales&column=quantity&filter=id%20%3D%207&editor=ana&since=3"
                + "&limit=2&cursor=e7-41.6");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"edited_table\":\"sales\",\"edited_column\":\"quantity\",\"table\":\"sales\","
                        + "\"kind\":\"updated\",\"row\":{\"id\":7},\"cells\":[{\"column\":\"quantity\","
                        + "\"before\":null,\"after\":45}]}")
                .contains("\"rows\":1}],\"oldest_kept\":5,\"next_cursor\":\"e7-40.3\"}");
        assertThat(workbook.questions)
                .containsExactly(new Question(
                        "sales",
                        "quantity",
                        "id = 7",
                        "ana",
                        new Version(3),
                        2,
                        Optional.of(new Place(new Version(41), 6))));
    }

    @Test
    void an_undo_is_told_with_what_it_took_back() {
        workbook.onHistory = question -> {
            var change = FakeFeed.sale(9);
            var undone = new dev.ducksheet.core.edit.Change(
                    change.version(),
                    change.updateId(),
                    "sales",
                    "",
                    "uma",
                    change.at(),
                    1,
                    List.of(),
                    new Event.Undone(new Version(8)));
            return new Answer.Found(
                    List.of(new Entry(undone, new Touched.Whole())),
                    Optional.empty(),
                    new Version(1),
                    workbook.feed.head());
        };
        assertThat(client.get("/history").body())
                .contains("\"event\":\"undone\",\"undone\":8", "\"editor\":\"uma\"")
                .doesNotContain("next_cursor");
        assertThat(workbook.questions).containsExactly(Question.newest(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "since=x", "cursor=41.x", "cursor=0", "cursor=", "rows=3"})
    void a_wrong_parameter_is_refused(String parameter) {
        var answer = client.get("/history?" + parameter);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(workbook.questions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=e8-1", "cursor=e7-99.3", "since=e8-1"})
    void a_cursor_of_another_history_is_gone(String parameter) {
        var answer = client.get("/history?" + parameter);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("/problems/history-gone", "\"restart\"");
    }

    @Test
    void a_wrong_question_is_refused() {
        workbook.onHistory =
                question -> new Answer.Refused(Refusal.of(Reason.UNKNOWN_TABLE, "/table", "there is no table x"));
        assertThat(client.get("/history?table=x").statusCode()).isEqualTo(404);
    }
}
