package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GetUpdatesTest extends WithServer {

    @Test
    void without_since_the_newest_hundred_are_told() {
        workbook.feed.sell(120);

        var body = client.get("/get_updates").body();

        assertThat(body).contains("\"version\":21,", "\"version\":120,", "\"next\":\"e7-120\"");
        assertThat(body).doesNotContain("\"version\":20,");
    }

    @Test
    void a_row_is_told_with_what_changed_it() {
        workbook.feed.sell(1);

        assertThat(client.get("/get_updates?since=0&table=sales_summary").body())
                .isEqualTo("{\"data\":{\"updates\":[{\"brand\":\"B\",\"quantity\":101,\"net_amount\":12.5,"
                        + "\"grouping_set_id\":0,\"_change\":{\"version\":1,\"update_id\":\"" + FakeWorkbook.id(1)
                        + "\",\"table\":\"sales_summary\",\"column\":\"quantity\",\"editor\":\"ana\","
                        + "\"at\":\"2026-01-01T00:00:00Z\",\"edited_table\":\"sales\",\"edited_column\":\"quantity\"}}"
                        + "]},\"next\":\"e7-1\"}");
    }

    @Test
    void many_rows_are_told_by_their_count() {
        workbook.feed.apply(FakeFeed.change(1, 1_000_000, List.of()));

        assertThat(client.get("/get_updates?since=e7-0").body())
                .contains("\"rows\":1000000,\"rows_omitted\":1000000}}]")
                .doesNotContain("edited_table");
    }

    @Test
    void paging_by_the_cursor_gives_each_change_once() {
        workbook.feed.sell(7);

        var first = client.get("/get_updates?since=e7-0&limit=3").body();
        var second = client.get("/get_updates?since=e7-3&limit=3").body();
        var third = client.get("/get_updates?since=6&limit=3").body();
        var fourth = client.get("/get_updates?since=e7-7").body();

        assertThat(first)
                .contains("\"version\":1,", "\"version\":3,", "\"next\":\"e7-3\"")
                .doesNotContain("\"version\":4,");
        assertThat(second)
                .contains("\"version\":4,", "\"version\":6,")
                .doesNotContain("\"version\":3,", "\"version\":7,");
        assertThat(third).contains("\"version\":7,", "\"next\":\"e7-7\"");
        assertThat(fourth).isEqualTo("{\"data\":{\"updates\":[]},\"next\":\"e7-7\"}");
    }

    @Test
    void a_history_that_does_not_go_on_is_gone() {
        workbook.feed.sell(5);
        workbook.feed.retainFrom(3);

        for (var since : List.of("e7-2", "e8-4", "6", "e7-9")) {
            var answer = client.get("/get_updates?since=" + since);
            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.body()).contains("/problems/history-gone", "\"restart\":\"e7-5\"");
        }
    }

    @Test
    void many_wait_for_a_change_without_a_thread() {
        var answers = IntStream.range(0, 100)
                .mapToObj(i -> client.http()
                        .sendAsync(client.to("/get_updates?since=e7-0&wait=30").build(), BodyHandlers.ofString()))
                .toList();
        await(() -> workbook.feed.waiting() == 100);

        assertThat(client.get("/tables").statusCode()).isEqualTo(200);
        workbook.feed.sell(1);

        assertThat(answers)
                .allSatisfy(it -> assertThat(it.join().body()).contains("\"next\":\"e7-1\"", "\"version\":1,"));
        assertThat(workbook.feed.waiting()).isZero();
    }

    @Test
    void who_waits_for_a_table_is_not_woken_by_another() {
        var answer = client.http()
                .sendAsync(
                        client.to("/get_updates?since=0&wait=30&table=products").build(), BodyHandlers.ofString());
        await(() -> workbook.feed.waiting() == 1);

        workbook.feed.sell(1);
        await(() -> workbook.feed.waiting() == 1);
        assertThat(answer).isNotDone();
        workbook.feed.apply(FakeFeed.productRenamed(2));

        assertThat(answer.join().body()).contains("\"product\":\"P\"", "\"next\":\"e7-2\"");
    }

    @Test
    void waiting_ends_with_nothing_when_the_time_is_up() {
        var body = client.get("/get_updates?since=0&wait=1").body();

        assertThat(body).isEqualTo("{\"data\":{\"updates\":[]},\"next\":\"e7-0\"}");
        assertThat(workbook.feed.waiting()).isZero();
    }
}
