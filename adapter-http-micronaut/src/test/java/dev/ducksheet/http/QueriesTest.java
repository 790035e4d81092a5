package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.PivotTable.Pivot;
import dev.ducksheet.core.port.in.PivotTable.Unpivot;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries with names, saved ones, and rows turned. */
@Timeout(60)
class QueriesTest extends WithServer {
    private static final SavedQuery SOLD = new SavedQuery(
            "sold",
            "SELECT $since",
            "what was sold",
            List.of(
                    new SavedQuery.Parameter("since", ColumnType.Simple.DATE, new SavedQuery.Default.None()),
                    new SavedQuery.Parameter(
                            "least", ColumnType.decimal(18, 2), new SavedQuery.Default.Value(CellValue.of(5)))));

    private static final String BODY = """
            {"name": "sold", "sql": "SELECT $since", "description": "what was sold", "parameters": [
              {"name": "since", "type": "DATE"}, {"name": "least", "type": "DECIMAL(18,2)", "default": 5}]}""";

    @Test
    void parameters_may_have_names() {
        client.post("/query", "{\"sql\":\"SELECT $a\",\"parameters\":{\"a\":1.5,\"b\":null,\"c\":\"x\"}}");

        var values = new java.util.LinkedHashMap<String, CellValue>();
        values.put("a", CellValue.of(new java.math.BigDecimal("1.5")));
        values.put("b", CellValue.none());
        values.put("c", CellValue.of("x"));
        assertThat(workbook.queried)
                .containsExactly(new Query("SELECT $a", new Arguments.Named(values), 10_000, Duration.ofSeconds(30)));
        assertThat(client.post("/query", "{\"sql\":\"SELECT $a\",\"parameters\":{\"a\":[1]}}")
                        .body())
                .contains("\"/parameters/a\"");
        assertThat(client.post("/query", "{\"sql\":\"SELECT $a\",\"parameters\":7}")
                        .body())
                .contains("\"/parameters\"");
    }

    @Test
    void who_finds_too_many_queries_is_told_when_to_come_back() {
        workbook.onQuery = query -> new QueryResult.Busy(Duration.ofSeconds(3));
        var answer = client.post("/query", "{\"sql\":\"SELECT 1\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(answer.body()).contains("/problems/overloaded");
    }

    @Test
    void a_query_that_was_cut_off_says_so() {
        workbook.onQuery = query -> new QueryResult.Rejected(
                Refusal.of(Reason.QUERY_CUT_OFF, "/sql", "the query was cut off: it took too long"));
        var answer = client.post("/query", "{\"sql\":\"SELECT 1\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/problems/query-cut-off", "it took too long");
    }

    @Test
    void a_query_is_cancelled_when_its_client_goes_away() throws Exception {
        var cancelled = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        workbook.onQuery = query -> {
            workbook.cancellations.get(0).onCancel(cancelled::countDown);
            asked.countDown();
            await(() -> cancelled.getCount() == 0);
            return new QueryResult.Rejected("nobody waits");
        };
        var request = client.to("/query")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}"))
                .build();
        var answer = client.http().sendAsync(request, BodyHandlers.ofString());
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        answer.cancel(true);

        assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void queries_are_saved_replaced_and_dropped_as_edits() {
        var created = client.post("/queries", BODY, "Ducksheet-Editor", "ana");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/queries/sold");
        client.send(Client.headers(client.to("/queries/sold"), "Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"sql\": \"SELECT 2\"}")));
        client.send(client.to("/queries/a%20b").DELETE());

        assertThat(workbook.tableEdits)
                .containsExactly(
                        new TableEdit.SaveQuery(SOLD, false),
                        new TableEdit.SaveQuery(new SavedQuery("sold", "SELECT 2", "", List.of()), true),
                        new TableEdit.DropQuery("a b"));
        assertThat(workbook.signatures.get(0).editor()).isEqualTo("ana");
    }

    @Test
    void a_body_that_is_no_query_is_refused_by_its_parts() {
        var answer = client.post("/queries", """
                {"name": " x", "sql": "", "parameters": [{"name": "a", "type": "thing"}, {"name": "A", "type": "INTEGER", "x": 1}]}""");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "\"/name\"",
                        "\"/sql\"",
                        "\"/parameters/0/type\"",
                        "\"/parameters/1/name\"",
                        "\"/parameters/1/x\"");
        assertThat(workbook.tableEdits).isEmpty();
    }

    @Test
    void saved_queries_are_listed_and_run_with_what_the_address_says() {
        workbook.saved.add(SOLD);
        assertThat(client.get("/queries").body())
                .isEqualTo(
                        "{\"queries\":[{\"name\":\"sold\",\"sql\":\"SELECT $since\",\"description\":\"what was sold\","
                                + "\"parameters\":[{\"name\":\"since\",\"type\":\"DATE\"},"
                                + "{\"name\":\"least\",\"type\":\"DECIMAL(18,2)\",\"default\":5}]}]}");

        var answer = client.get("/queries/sold?since=2024-02-01&limit=7&timeout=3&format=ndjson");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(workbook.queried)
                .containsExactly(new Query(
                        "sold",
                        new Arguments.Named(Map.of("since", CellValue.of("2024-02-01"))),
                        7,
                        Duration.ofSeconds(3)));
        assertThat(client.get("/queries/sold?since=1&since=2").statusCode()).isEqualTo(400);
        assertThat(client.get("/queries/sold?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void an_unknown_query_is_not_found() {
        workbook.onQuery =
                query -> new QueryResult.Rejected(Refusal.of(Reason.UNKNOWN_QUERY, "", "there is no saved query 'x'"));
        var answer = client.get("/queries/x");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/problems/unknown-query");
    }

    @Test
    void rows_are_turned_as_the_address_says() {
        assertThat(client.get("/pivot/sales?rows=a,%22b,c%22&columns=d&values=e,f&agg=max&filter=a%20%3D%201&limit=3")
                        .statusCode())
                .isEqualTo(200);
        var unpivot = client.get("/unpivot/sales?columns=a,b&keep=c&name=n&value=v&format=csv");
        client.get("/unpivot/sales?columns=a");
        client.get("/pivot/sales?rows=a&columns=b&values=c");

        assertThat(workbook.turned)
                .containsExactly(
                        new Pivot(
                                "sales",
                                List.of("a", "b,c"),
                                List.of("d"),
                                List.of("e", "f"),
                                Aggregate.MAX,
                                "a = 1",
                                3),
                        new Unpivot("sales", List.of("a", "b"), List.of("c"), "n", "v", "", Long.MAX_VALUE),
                        new Unpivot("sales", List.of("a"), List.of(), "name", "value", "", Long.MAX_VALUE),
                        new Pivot(
                                "sales", List.of("a"), List.of("b"), List.of("c"), Aggregate.SUM, "", Long.MAX_VALUE));
        assertThat(unpivot.headers().firstValue("ETag")).hasValue("W/\"e7-41-csv\"");
        assertThat(client.get("/pivot/sales?rows=a&columns=b&values=c&agg=median")
                        .body())
                .contains("/problems/invalid-parameter", "sum, count, min, max, avg");
        assertThat(client.get("/pivot/sales?rows=a&columns=b&values=c&sort=a").statusCode())
                .isEqualTo(400);
    }

    @Test
    void rows_that_cannot_be_turned_are_refused_as_the_core_says() {
        workbook.onTurned =
                request -> new Opening.Refused(Refusal.of(Reason.TYPE_MISMATCH, "/values", "column name is VARCHAR"));
        var answer = client.get("/pivot/sales?rows=a&columns=b&values=name");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"pointer\":\"/values\"", "column name is VARCHAR");
    }
}
