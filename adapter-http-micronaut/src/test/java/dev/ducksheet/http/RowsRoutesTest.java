package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsRoutesTest extends WithServer {
    private static final List<Map<String, CellValue>> ROWS = List.of(
            Map.of("id", CellValue.of(1), "note", CellValue.of("a,b")),
            Map.of("id", CellValue.of(2), "note", CellValue.none()));

    private HttpResponse<String> post(String type, String body) {
        return client.post("/tables/t/rows", body, "Content-Type", type);
    }

    private HttpResponse<String> patch(String body) {
        return client.send(client.to("/tables/t/rows")
                .method("PATCH", BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json"));
    }

    private HttpResponse<String> delete(String query) {
        return client.send(client.to("/tables/t/rows" + query).DELETE());
    }

    @Test
    void rows_are_inserted_from_json_ndjson_and_csv_alike() {
        assertThat(post("application/json", "{\"rows\": [{\"id\": 1, \"note\": \"a,b\"}, {\"id\": 2, \"note\": null}]}")
                        .body())
                .contains("\"event\":\"rows_inserted\",\"inserted\":1,\"updated\":1");
        post("application/json", "[{\"id\": 1, \"note\": \"a,b\"}, {\"id\": 2, \"note\": null}]");
        post("application/x-ndjson", "{\"id\": 1, \"note\": \"a,b\"}\r\n\n{\"id\": 2, \"note\": null}");

        assertThat(workbook.rowEdits).hasSize(3).containsOnly(new RowEdit.Insert("t", ROWS));
        post("text/csv", "id,note\r\n1,\"a,b\"\n2,\r\n");
        assertThat(workbook.rowEdits.get(3))
                .isEqualTo(new RowEdit.Insert(
                        "t",
                        List.of(
                                Map.of("id", CellValue.of("1"), "note", CellValue.of("a,b")),
                                Map.of("id", CellValue.of("2"), "note", CellValue.none()))));
    }

    @Test
    void csv_keeps_what_it_says() {
        post("text/csv; charset=utf-8", "\"a \"\"x\"\"\",b\n\"\",\"line\nend\"\n,é😀");

        assertThat(((RowEdit.Insert) workbook.rowEdits.get(0)).rows())
                .containsExactly(
                        Map.of("a \"x\"", CellValue.of(""), "b", CellValue.of("line\nend")),
                        Map.of("a \"x\"", CellValue.none(), "b", CellValue.of("é😀")));
    }

    @Test
    void rows_are_upserted() {
        client.post("/tables/t/rows?mode=upsert", "[{\"id\": 1}]");

        assertThat(workbook.rowEdits).containsExactly(new RowEdit.Upsert("t", List.of(Map.of("id", CellValue.of(1)))));
    }

    @Test
    void rows_are_updated_and_deleted_by_condition_and_all_with_confirmation() {
        patch("{\"set\": {\"a\": 1, \"b\": null}, \"condition\": {\"id\": 3}}");
        delete("?condition=id%20%3D%203");
        delete("?confirm=t");
        delete("");

        var where = Condition.matching(Map.of("id", CellValue.of(3)));
        assertThat(workbook.rowEdits)
                .containsExactly(
                        new RowEdit.Update("t", Map.of("a", CellValue.of(1), "b", CellValue.none()), where),
                        new RowEdit.Delete("t", where),
                        new RowEdit.DeleteAll("t", "t"),
                        new RowEdit.DeleteAll("t", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json|{}|400",
                "application/json|{\"rows\": 1}|400",
                "application/json|[1]|400",
                "application/json|[{\"a\": []}]|400",
                "application/json|[{\"a\": 1, \"a\": 2}]|400",
                "application/json|[{\"a\": 1|400",
                "application/x-ndjson|{\"a\": 1} {|400",
                "application/x-ndjson|[1]|400",
                "text/csv|a,a|400",
                "text/csv|a,,b|400",
                "text/csv|` `|400",
                "application/xml|<a/>|415"
            })
    void a_body_that_is_no_rows_is_refused(String type, String body, int status) {
        assertThat(post(type, body).statusCode()).isEqualTo(status);
        assertThat(workbook.rowEdits).isEmpty();
    }

    @Test
    void csv_that_is_uneven_or_badly_quoted_names_the_line() {
        assertThat(post("text/csv", "a,b\n1,2\n3").body()).contains("line 3 has 1 cells");
        assertThat(post("text/csv", "a,b\n1,\"2").body()).contains("begins on line 2");
        assertThat(post("text/csv", "a,b\n1,\"2\"x").body()).contains("line 2 goes on");
        assertThat(post("text/csv", "a,b\n1,2\"").body()).contains("line 2 has a quote");
        assertThat(workbook.rowEdits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400",
                "{\"set\": 1, \"condition\": \"a = 1\"}|400",
                "{\"set\": {\"a\": {}}, \"condition\": \"a = 1\"}|400",
                "{\"set\": {\"a\": 1}}|422",
                "{\"set\": {\"a\": 1}, \"condition\": \"a = \"}|400",
                "{\"set\": {\"a\": 1}, \"condition\": \"a = 1\", \"x\": 1}|400"
            })
    void an_update_that_is_wrong_is_refused(String body, int status) {
        assertThat(patch(body).statusCode()).isEqualTo(status);
        assertThat(workbook.rowEdits).isEmpty();
    }

    @Test
    void parameters_that_are_wrong_are_refused() {
        assertThat(delete("?condition=a%20%3D").statusCode()).isEqualTo(400);
        assertThat(delete("?condition=").statusCode()).isEqualTo(422);
        assertThat(delete("?condition=a=1&confirm=t").statusCode()).isEqualTo(400);
        assertThat(delete("?all=true").statusCode()).isEqualTo(400);
        assertThat(client.post("/tables/t/rows?mode=replace", "[{\"a\": 1}]").statusCode())
                .isEqualTo(400);
        assertThat(workbook.rowEdits).isEmpty();
    }

    @Test
    void too_many_rows_and_too_many_bytes_are_413() {
        var rows = IntStream.rangeClosed(0, RowEdit.MAX_ROWS)
                .mapToObj(i -> "{\"a\":1}")
                .toList();
        assertThat(post("application/json", rows.toString()).statusCode()).isEqualTo(413);
        assertThat(post("application/x-ndjson", String.join("\n", rows)).statusCode())
                .isEqualTo(413);
        assertThat(post("text/csv", "a\n" + rows.stream().map(it -> "1").collect(Collectors.joining("\n")))
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("text/csv", "a\n" + "x".repeat(1 << 20)).statusCode()).isEqualTo(413);
        assertThat(workbook.rowEdits).isEmpty();
    }

    @Test
    void wrong_rows_are_listed() {
        workbook.onRows = edit -> new Submission.Refused(new Refusal(
                Reason.INVALID_ROWS,
                "/rows",
                "1 of 2 rows cannot be taken",
                Map.of("rows_wrong", CellValue.of(1)),
                List.of(new RowError(2, "a/b", "x", "not a number"), new RowError(3, "", "", "a row"))));

        var answer = client.post("/tables/t/rows", "[{\"a/b\": 1}]");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "\"errors\":[{\"pointer\":\"/rows/1/a~1b\",\"detail\":\"not a number\",\"row\":2,\"column\":\"a/b\",\"value\":\"x\"},"
                                + "{\"pointer\":\"/rows/2\",\"detail\":\"a row\"")
                .contains("\"rows_wrong\":1");
    }

    @ParameterizedTest
    @CsvSource({"DUPLICATE_ROW,409", "UNCONFIRMED,422", "NO_MATCH,404", "NOT_EDITABLE,422"})
    void a_refusal_has_its_status(Reason reason, int status) {
        workbook.onRows = edit -> new Submission.Refused(Refusal.of(reason, "", "because"));

        assertThat(delete("?confirm=x").statusCode()).isEqualTo(status);
    }
}
