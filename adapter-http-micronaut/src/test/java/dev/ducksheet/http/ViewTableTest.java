package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.ViewTable.View;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ViewTableTest extends WithServer {

    @Test
    void rows_come_as_one_document() {
        var answer = client.get("/view_table/sales");

        assertThat(answer.headers().firstValue("ETag")).hasValue("W/\"e7-41-json\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"table\":\"sales\",\"version\":41,\"cursor\":\"e7-41\",\"columns\":["
                        + "{\"name\":\"id\",\"type\":\"BIGINT\"},{\"name\":\"product\",\"type\":\"VARCHAR\"},"
                        + "{\"name\":\"day\",\"type\":\"DATE\"},{\"name\":\"quantity\",\"type\":\"INTEGER\"},"
                        + "{\"name\":\"net_price\",\"type\":\"DECIMAL(18,2)\"}],\"rows\":["
                        + "{\"id\":1,\"product\":\"P1\",\"day\":\"2024-02-01\",\"quantity\":3,\"net_price\":12.5},"
                        + "{\"id\":2,\"product\":\"say \\\"hi\\\", ü€😀\",\"day\":null,\"quantity\":-7,\"net_price\":-0.05},"
                        + "{\"id\":3,\"product\":\"\",\"day\":\"0099-12-31\",\"quantity\":null,\"net_price\":null}],"
                        + "\"next_cursor\":null}\n");
    }

    @Test
    void rows_come_as_csv_in_which_an_empty_cell_is_not_an_empty_string() {
        var answer = client.get("/view_table/sales", "Accept", "text/csv");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(answer.body()).isEqualTo("""
                        id,product,day,quantity,net_price
                        1,P1,2024-02-01,3,12.5
                        2,"say ""hi"", ü€😀",,-7,-0.05
                        3,"",0099-12-31,,
                        """.replace("\n", "\r\n"));
    }

    @Test
    void rows_come_as_lines_of_json() {
        assertThat(client.get("/view_table/sales?format=ndjson", "Accept", "text/csv")
                        .body())
                .isEqualTo("""
                        {"id":1,"product":"P1","day":"2024-02-01","quantity":3,"net_price":12.5}
                        {"id":2,"product":"say \\"hi\\", ü€😀","day":null,"quantity":-7,"net_price":-0.05}
                        {"id":3,"product":"","day":"0099-12-31","quantity":null,"net_price":null}
                        """);
    }

    @Test
    void every_type_has_its_form() {
        workbook.onView = view -> new Opening.Opened(Rows.ofEveryType());

        assertThat(client.get("/view_table/t?format=ndjson").body())
                .isEqualTo("{\"tiny\":-128,\"huge\":-170141183460469231731687303715884105728,"
                        + "\"money\":-99999999999999.001,\"wide\":1234567890123456789.123,\"ratio\":0.1,\"nan\":\"NaN\","
                        + "\"flag\":true,\"day\":\"1969-12-31\",\"time\":\"1969-12-31T23:59:59.00012\","
                        + "\"list\":\"[1, 2]\",\"text\":\"tab\\t\\\"quote\\\" \\\\ \\u0001 line\\nend\"}\n");
        assertThat(client.get("/view_table/t?format=csv").body())
                .endsWith("-128,-170141183460469231731687303715884105728,-99999999999999.001,1234567890123456789.123,"
                        + "0.1,NaN,true,1969-12-31,1969-12-31T23:59:59.00012,\"[1, 2]\","
                        + "\"tab\t\"\"quote\"\" \\ \u0001 line\nend\"\r\n");
    }

    @Test
    void the_wanted_format_is_the_first_that_there_is() {
        assertType("application/json", "*/*");
        assertType("application/json", "text/html, application/*;q=0.9, */*;q=0.8");
        assertType("text/csv", "application/json;q=0.5, text/csv");
        assertType("application/x-ndjson", "application/vnd.ms-excel, application/x-ndjson;q=0.1");
        assertType(
                "application/vnd.apache.arrow.stream", "application/vnd.apache.arrow.stream, application/json;q=0.1");
    }

    private void assertType(String type, String accept) {
        assertThat(client.get("/view_table/sales", "Accept", accept)
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith(type);
    }

    @Test
    void an_unknown_format_is_refused_with_those_there_are() {
        for (var answer : List.of(
                client.get("/view_table/sales", "Accept", "application/vnd.ms-excel"),
                client.get("/view_table/sales?format=xlsx"))) {
            assertThat(answer.statusCode()).isEqualTo(406);
            assertThat(answer.body()).contains("/problems/not-acceptable", "json (application/json)", "csv", "ndjson");
        }
        assertThat(workbook.viewed).isEmpty();
    }

    @Test
    void the_query_reaches_the_workbook() {
        client.get("/view_table/my%20sales?columns=id,%22a,b%22&filter=id%20%3E%201&sort=-day,id&limit=10");

        assertThat(workbook.viewed)
                .containsExactly(
                        new View("my sales", List.of("id", "a,b"), "id > 1", List.of("-day", "id"), 10, List.of()));
    }

    @Test
    void the_cursor_of_one_page_leads_to_the_next() {
        var cells = List.of(
                CellValue.of(new BigDecimal("12.5")),
                CellValue.of(0.1),
                CellValue.of(true),
                CellValue.of(LocalDate.parse("2024-02-01")),
                CellValue.of(LocalDateTime.parse("2024-02-01T10:00:00.000001")),
                CellValue.none(),
                CellValue.of("ü\"\n"),
                CellValue.of(""));
        workbook.onView = view -> new Opening.Opened(Rows.sales().goingOnAfter(cells));
        var cursor =
                nextCursor(client.get("/view_table/sales?sort=-day&limit=3").body());

        client.get("/view_table/sales?sort=-day&limit=3&cursor=" + cursor);

        assertThat(workbook.viewed.get(1).after()).isEqualTo(cells);
        for (var wrong : List.of(
                "/view_table/sales?sort=day&limit=3&cursor=" + cursor,
                "/view_table/products?sort=-day&limit=3&cursor=" + cursor,
                "/view_table/sales?sort=-day&filter=id%20=%201&cursor=" + cursor,
                "/view_table/sales?sort=-day&cursor=" + cursor.substring(2),
                "/view_table/sales?sort=-day&cursor=" + cursor.replace('W', 'X'))) {
            assertThat(client.get(wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(workbook.viewed).hasSize(2);
    }

    @Test
    void a_version_is_asked_for_by_its_number_or_its_cursor() {
        client.get("/view_table/sales?as_of=3");
        client.get("/view_table/sales?as_of=e7-0");

        assertThat(workbook.viewed)
                .containsExactly(
                        View.all("sales").asOf(new Version(3)),
                        View.all("sales").asOf(Version.ZERO));
        for (var wrong : List.of("-1", "yesterday", "e7-", "1.5", "")) {
            var answer = client.get("/view_table/sales?as_of=" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).contains("/problems/invalid-parameter", "as_of takes a version such as 41");
        }
        var other = client.get("/view_table/sales?as_of=e8-3");
        assertThat(other.statusCode()).isEqualTo(410);
        assertThat(other.body()).contains("/problems/history-gone", "e8-3", "\"restart\":\"e7-");
        assertThat(workbook.viewed).hasSize(2);
    }

    @Test
    void the_cursor_of_a_page_belongs_to_its_version() {
        workbook.onView = view -> new Opening.Opened(Rows.sales().goingOnAfter(List.of(CellValue.of(7))));
        var cursor = nextCursor(client.get("/view_table/sales?limit=3&as_of=3").body());

        client.get("/view_table/sales?limit=3&as_of=e7-3&cursor=" + cursor);

        assertThat(workbook.viewed.get(1)).isEqualTo(workbook.viewed.get(0).goingOn(List.of(CellValue.of(7))));
        for (var wrong : List.of("", "&as_of=4")) {
            var answer = client.get("/view_table/sales?limit=3&cursor=" + cursor + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        }
    }

    private static String nextCursor(String body) {
        return body.replaceAll("(?s).*\"next_cursor\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void a_refusal_is_its_problem() {
        workbook.onView = view -> new Opening.Refused(
                Refusal.of(Refusal.Reason.UNKNOWN_TABLE, "/table", "there is no table sale; did you mean sales?"));

        var answer = client.get("/view_table/sale");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/problems/unknown-table", "did you mean sales?");
    }

    @Test
    void no_rows_are_still_a_document() {
        var columns = List.of(Column.of("a", ColumnType.integer()));
        workbook.onView = view -> new Opening.Opened(new Rows(columns, List.of()));

        assertThat(client.get("/view_table/t").body()).contains("\"rows\":[],\"next_cursor\":null}");
        assertThat(client.get("/view_table/t?format=csv").body()).isEqualTo("a\r\n");
        assertThat(client.get("/view_table/t?format=ndjson").body()).isEmpty();
    }

    @Test
    void rows_are_closed_at_the_end() throws InterruptedException {
        var rows = Rows.sales();
        workbook.onView = view -> new Opening.Opened(rows);

        client.get("/view_table/sales");

        assertThat(rows.awaitClosed()).isTrue();
    }

    @Test
    void rows_are_closed_when_only_the_head_is_wanted() throws InterruptedException {
        var rows = Rows.sales();
        workbook.onView = view -> new Opening.Opened(rows);

        var answer = client.send(client.to("/view_table/sales").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("W/\"e7-41-json\"");
        assertThat(rows.awaitClosed()).isTrue();
    }

    @Test
    void a_failure_on_the_way_is_never_taken_for_the_end() throws InterruptedException {
        var rows = Rows.sales().failingAt(2);
        workbook.onView = view -> new Opening.Opened(rows);

        assertThatThrownBy(() -> client.get("/view_table/sales?format=csv")).isInstanceOf(UncheckedIOException.class);
        assertThat(rows.awaitClosed()).isTrue();
    }
}
