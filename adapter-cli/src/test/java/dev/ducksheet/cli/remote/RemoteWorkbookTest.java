package dev.ducksheet.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.in.ReadOutcome.Status;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.ViewTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real server does seldom; the rest is tested with the commands. */
final class RemoteWorkbookTest {
    private static final String ID = "01989d7c-1111-7abc-8def-0123456789ab";
    private static final String APPLIED = "{\"status\":\"applied\",\"update_id\":\"" + ID
            + "\",\"version\":41,\"table\":\"sales\",\"column\":\"quantity\",\"rows\":3}";
    private static final String PENDING = "{\"status\":\"pending\",\"update_id\":\"" + ID + "\"}";
    private static final CellUpdate UPDATE = CellUpdate.of(
            "sales",
            "quantity",
            new Operation.Set(CellValue.of(45)),
            Condition.matching(Map.of("product_id", CellValue.of(1))));

    private StubServer stub;
    private RemoteWorkbook workbook;

    @BeforeEach
    void start() throws IOException {
        stub = new StubServer();
        workbook = new RemoteWorkbook(stub.uri(), "");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void an_update_that_takes_long_is_waited_for() throws Exception {
        stub.answers(202, PENDING).answers(200, PENDING).answers(200, APPLIED);
        var queued = (Submission.Queued) workbook.submitUpdate().submit(UPDATE);
        var id = UpdateId.parse(ID).orElseThrow();
        assertThat(queued.outcome().toCompletableFuture().get())
                .isEqualTo(new Outcome.Applied(id, new Version(41), "sales", "quantity", 3));
        assertThat(stub.asked).containsExactly("POST /update_cell", "GET /updates/" + ID, "GET /updates/" + ID);
    }

    @Test
    void an_update_that_is_refused_late_is_refused() throws Exception {
        stub.answers(202, PENDING)
                .answers(
                        200,
                        "{\"status\":\"refused\",\"update_id\":\"" + ID + "\",\"problem\":"
                                + StubServer.problem("all-held", "every leaf is held") + "}");
        var queued = (Submission.Queued) workbook.submitUpdate().submit(UPDATE);
        var refused = (Outcome.Refused) queued.outcome().toCompletableFuture().get();
        assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.ALL_HELD);
    }

    @Test
    void a_problem_becomes_the_refusal_that_it_tells_of() {
        stub.answers(
                409,
                "{\"type\":\"/problems/stale\",\"detail\":\"it holds 7\",\"current\":7,"
                        + "\"errors\":[{\"pointer\":\"/expected\",\"detail\":\"x\"}]}");
        var refused = (Submission.Refused) workbook.submitUpdate().submit(UPDATE);
        assertThat(refused.refusal())
                .isEqualTo(new Refusal(
                        Refusal.Reason.STALE, "/expected", "it holds 7", Map.of("current", CellValue.of(7))));
    }

    @Test
    void a_full_backlog_is_busy() {
        stub.answers(429, StubServer.problem("backlog-full", "later"), "Retry-After", "7");
        assertThat(workbook.submitUpdate().submit(UPDATE)).isEqualTo(new Submission.Busy(Duration.ofSeconds(7)));
    }

    @Test
    void a_server_whose_store_is_away_is_away() {
        stub.answers(503, StubServer.problem("unavailable", "the disk is full"));
        assertThatThrownBy(() -> workbook.submitUpdate().submit(UPDATE))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessage("the server says: the disk is full");
    }

    @Test
    void a_missing_key_is_a_refusal_by_the_server() {
        stub.answers(401, StubServer.problem("unauthorized", "no key"));
        assertThatThrownBy(() -> workbook.manageHolds().holds())
                .isInstanceOf(ServerRefusedException.class)
                .hasMessage("no key (unauthorized)");
    }

    @Test
    void a_key_is_sent_along() {
        stub.answers(200, "{\"holds\":[]}");
        assertThat(new RemoteWorkbook(URI.create(stub.uri() + "/"), "dk_1")
                        .manageHolds()
                        .holds())
                .isEmpty();
        assertThat(stub.asked).containsExactly("GET /holds key Bearer dk_1");
    }

    @Test
    void what_is_no_ducksheet_is_told_from_one_that_refuses() {
        stub.answers(404, "<html>not here</html>");
        assertThatThrownBy(() -> workbook.manageHolds().holds())
                .isInstanceOf(ServerRefusedException.class)
                .hasMessage("the server answered with status 404 (HTTP 404)");
    }

    @Test
    void nobody_at_the_address_is_away_in_one_sentence() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var nobody = new RemoteWorkbook(URI.create("http://127.0.0.1:" + free), "");
        assertThatThrownBy(() -> nobody.readCatalog().catalog())
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageStartingWith("no server answers at http://127.0.0.1:" + free);
    }

    @Test
    void a_connection_that_breaks_in_the_middle_of_rows_is_away() {
        stub.answers(exchange -> StubServer.breakOff(
                exchange, 10_000, "{\"columns\":[{\"name\":\"a\",\"type\":\"BIGINT\"}],\"rows\":[{\"a\":1},"));
        var opened = (ViewTable.Opening.Opened) workbook.viewTable().view(ViewTable.View.all("t"));
        assertThatThrownBy(() -> opened.rows().next())
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageStartingWith("the connection to " + stub.uri() + " broke: ");
    }

    @Test
    void cells_have_the_types_of_their_columns() {
        stub.answers(200, """
                {"version": 3, "cursor": "e7-3", "columns": [
                  {"name": "big", "type": "HUGEINT"}, {"name": "d", "type": "DOUBLE"}, {"name": "day", "type": "DATE"},
                  {"name": "t", "type": "TIMESTAMP"}, {"name": "b", "type": "BOOLEAN"}, {"name": "o", "type": "UUID"}],
                 "rows": [
                  {"big": 170141183460469231731687303715884105727, "d": "NaN", "day": "2024-02-29",
                   "t": "2024-02-01T10:00:00", "b": true, "o": "x"},
                  {"big": null, "d": 1.5, "day": null, "t": null, "b": null, "o": null}],
                 "next_cursor": "opaque"}
                """);
        var opened = (ViewTable.Opening.Opened) workbook.viewTable().view(ViewTable.View.all("a b/c?"));
        var rows = opened.rows();
        assertThat(rows.head()).isEqualTo(Cursor.parse("e7-3").orElseThrow());
        assertThat(rows.next()).isTrue();
        assertThat(rows.batch().getNumber(0, 0)).isEqualTo("170141183460469231731687303715884105727");
        assertThat(rows.batch().getDouble(1, 0)).isNaN();
        assertThat(rows.batch().get(2, 0).display()).isEqualTo("2024-02-29");
        assertThat(rows.batch().get(3, 0).display()).isEqualTo("2024-02-01T10:00");
        assertThat(rows.batch().getBoolean(4, 0)).isTrue();
        assertThat(rows.batch().getText(5, 0)).isEqualTo("x");
        assertThat(rows.batch().getDouble(1, 1)).isEqualTo(1.5);
        assertThat(rows.batch().isNull(0, 1)).isTrue();
        assertThat(rows.next()).isFalse();
        assertThat(rows.resumeAfter()).containsExactly(CellValue.of("opaque"));
        assertThat(stub.asked).containsExactly("GET /view_table/a%20b%2Fc%3F");
    }

    @Test
    void a_query_that_is_no_query_is_rejected_and_other_failures_are_not() {
        var query = new Query("x", List.of(), 5, Duration.ofSeconds(1));
        stub.answers(422, StubServer.problem("query-rejected", "it is none"));
        assertThat(workbook.runQuery().query(query))
                .isInstanceOfSatisfying(
                        dev.ducksheet.core.port.QueryResult.Rejected.class,
                        rejected -> assertThat(rejected.detail()).isEqualTo("it is none"));
        stub.answers(503, StubServer.problem("overloaded", "later"));
        assertThatThrownBy(() -> workbook.runQuery().query(query)).isInstanceOf(PortUnavailableException.class);
    }

    @Test
    void a_history_that_is_gone_names_the_place_to_go_on_from() {
        stub.answers(410, "{\"type\":\"/problems/history-gone\",\"detail\":\"d\",\"restart\":\"e8-5\"}");
        assertThat(workbook.readUpdates().after(Cursor.parse("e7-1").orElseThrow(), 10))
                .isEqualTo(new Page.Gone(Cursor.parse("e8-5").orElseThrow()));
    }

    @Test
    void an_update_nobody_knows_is_unknown() {
        stub.answers(404, StubServer.problem("unknown-update", "no"));
        assertThat(workbook.readOutcome().status(UpdateId.parse(ID).orElseThrow()))
                .isEqualTo(new Status.Unknown());
    }

    @Test
    void a_large_update_is_told_by_its_count() {
        stub.catalog =
                "{\"tables\":[{\"name\":\"sales\",\"kind\":\"table\",\"columns\":[{\"name\":\"q\",\"type\":\"BIGINT\"}]}]}";
        var mark = "\"version\":9,\"update_id\":\"" + ID + "\",\"editor\":\"ana\",\"at\":\"2026-01-01T00:00:00Z\"";
        var feed = "{\"data\":{\"updates\":["
                + "{\"q\":5,\"_change\":{" + mark
                + ",\"table\":\"r\",\"column\":\"q\",\"edited_table\":\"r\",\"edited_column\":\"q\",\"removed\":true}},"
                + "{\"_change\":{" + mark + ",\"table\":\"r\",\"column\":\"q\",\"rows\":2000,\"rows_omitted\":2000}}"
                + "]},\"next\":\"e7-9\"}";
        stub.answers(200, feed);
        var page = (Page.Changes) workbook.readUpdates().newest(5);
        assertThat(page.next()).hasToString("e7-9");
        assertThat(page.changes()).singleElement().satisfies(change -> {
            assertThat(change.rowsChanged()).isEqualTo(2000);
            assertThat(change.rows())
                    .singleElement()
                    .matches(row -> row.gone() && row.sheet().equals("r"));
        });
    }
}
