package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest extends WithServer {
    private static final String A_TABLE = """
            {"name": "a b", "columns": [{"name": "id", "type": "int"},
              {"name": "n", "type": "decimal(9, 2)", "nullable": false, "default": 1.50, "unique": false}], "key": ["id"]}""";

    private HttpResponse<String> patch(String path, String body) {
        return client.send(client.to(path)
                .method("PATCH", BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json"));
    }

    private HttpResponse<String> delete(String path) {
        return client.send(client.to(path).DELETE());
    }

    @Test
    void a_table_is_created_and_told_with_its_schema() {
        var answer = client.post("/tables", A_TABLE, "Ducksheet-Editor", "ana");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).hasValue("/tables/a%20b");
        assertThat(answer.body())
                .contains("\"event\":\"table_created\",\"schema\":{\"name\":\"a b\",\"key\":[\"id\"],\"columns\":[")
                .doesNotContain("\"column\":");
        assertThat(workbook.tableEdits)
                .containsExactly(new TableEdit.Create(
                        "a b",
                        List.of(
                                ColumnDefinition.of("id", ColumnType.integer()),
                                new ColumnDefinition(
                                        "n",
                                        ColumnType.decimal(9, 2),
                                        false,
                                        false,
                                        CellValue.of(new java.math.BigDecimal("1.5")))),
                        List.of("id")));
        assertThat(workbook.signatures).containsExactly(Signature.of("ana"));
    }

    @Test
    void a_table_is_altered_step_by_step() {
        workbook.onTables = edit -> FakeWorkbook.decided(
                new Outcome.Applied(FakeWorkbook.id(1), new Version(1), edit.table(), "", 0, new Event.TableDropped()));

        var answer = patch("/tables/a%20b", """
                {"steps": [{"op": "add", "column": {"name": "x", "type": "DATE"}}, {"op": "rename", "column": "a", "to": "b"},
                  {"op": "retype", "column": "b", "type": "text"}, {"op": "drop", "column": "c"}]}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(workbook.tableEdits)
                .containsExactly(new TableEdit.Alter(
                        "a b",
                        List.of(
                                new Alteration.Add(ColumnDefinition.of("x", Simple.DATE)),
                                new Alteration.Rename("a", "b"),
                                new Alteration.Retype("b", Simple.TEXT),
                                new Alteration.Drop("c"))));
    }

    @Test
    void a_table_is_dropped() {
        workbook.onTables = edit -> FakeWorkbook.decided(
                new Outcome.Applied(FakeWorkbook.id(1), new Version(7), edit.table(), "", 0, new Event.TableDropped()));

        var answer = delete("/tables/t");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"event\":\"table_dropped\"").contains("\"message\":\"Dropped t\"");
        assertThat(workbook.tableEdits).containsExactly(new TableEdit.Drop("t"));
    }

    @Test
    void the_same_key_and_body_have_the_same_fingerprint_and_another_table_has_another() {
        client.post("/tables", A_TABLE, "Idempotency-Key", "k");
        client.post("/tables", A_TABLE.replace("\n", " "), "Idempotency-Key", "k");
        client.post("/tables", A_TABLE.replace("a b", "c"), "Idempotency-Key", "k");

        var prints = workbook.signatures.stream()
                .map(it -> ((Idempotency.Keyed) it.idempotency()).fingerprint())
                .toList();
        assertThat(prints.get(0)).isEqualTo(prints.get(1)).isNotEqualTo(prints.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/name",
                "{}|/columns",
                "{\"name\": \"t\", \"columns\": {}}|/columns",
                "{\"name\": \"t\", \"columns\": [{}]}|/columns/0/name",
                "{\"name\": \"t\", \"columns\": [1]}|/columns/0",
                "{\"name\": \"t\", \"columns\": [{\"name\": \"a\", \"type\": \"colour\"}]}|/columns/0/type",
                "{\"name\": \"t\", \"columns\": [{\"name\": \"a\", \"type\": \"DECIMAL(39,1)\"}]}|/columns/0/type",
                "{\"name\": \"t\", \"columns\": [{\"name\": \"a\", \"type\": \"INT\", \"default\": []}]}|/columns/0/default",
                "{\"name\": \"t\", \"columns\": [{\"name\": \"a\", \"type\": \"INT\", \"colour\": 1}]}|/columns/0/colour",
                "{\"name\": \"t\", \"columns\": [], \"key\": [1]}|/key/0",
                "{\"name\": \"t\", \"columns\": [], \"other\": 1}|/other"
            })
    void a_body_that_is_wrong_is_refused_with_the_member_to_blame(String body, String pointer) {
        var answer = client.post("/tables", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(workbook.tableEdits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/steps",
                "{\"steps\": [{\"op\": \"paint\", \"column\": \"a\"}]}|/steps/0/op",
                "{\"steps\": [{\"op\": \"rename\", \"column\": \"a\"}]}|/steps/0/to",
                "{\"steps\": [{\"op\": \"add\", \"column\": \"a\"}]}|/steps/0/column",
                "{\"steps\": [{\"op\": \"drop\", \"column\": \"a\", \"to\": \"b\"}]}|/steps/0/to"
            })
    void a_step_that_is_wrong_is_refused_with_the_member_to_blame(String body, String pointer) {
        var answer = patch("/tables/t", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(workbook.tableEdits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ALREADY_EXISTS,409", "IN_USE,409", "UNKNOWN_TABLE,404", "INVALID_REQUEST,422", "INVALID_ROWS,422"})
    void a_refusal_has_its_status(Reason reason, int status) {
        workbook.onTables = edit -> new Submission.Refused(Refusal.of(reason, "/name", "because"));

        assertThat(client.post("/tables", A_TABLE).statusCode()).isEqualTo(status);
        assertThat(delete("/tables/t").statusCode()).isEqualTo(status);
    }

    @Test
    void a_full_or_absent_queue_is_told_and_what_takes_long_is_accepted() {
        workbook.onTables = edit -> new Submission.Busy(Duration.ofSeconds(2));
        assertThat(client.post("/tables", A_TABLE).statusCode()).isEqualTo(429);
        workbook.onTables = edit -> {
            throw new PortUnavailableException("away");
        };
        assertThat(delete("/tables/t").statusCode()).isEqualTo(503);
        workbook.onTables = edit -> new Submission.Queued(
                FakeWorkbook.id(3),
                java.util.concurrent.CompletableFuture.completedFuture(null),
                new java.util.concurrent.CompletableFuture<>());
        var answer = client.post("/tables", A_TABLE, "Prefer", "respond-async");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).hasValue("/updates/" + FakeWorkbook.id(3));
    }
}
