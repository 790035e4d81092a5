package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads slowly holds up nobody, and makes nothing grow. */
@Timeout(120)
class SlowReaderTest extends WithServer {
    private static final String MUCH = "x".repeat(200_000);

    private void applyMuch() {
        long version = workbook.feed.head().version().number() + 1;
        var row = new ChangedRow("sales", "product", List.of("product"), List.of(CellValue.of(MUCH)), false);
        workbook.feed.apply(FakeFeed.change(version, 1, List.of(row)));
    }

    @Test
    void a_follower_that_falls_behind_is_cut_off_and_resumes_without_a_gap() throws IOException {
        var versions = new ArrayList<Long>();
        String lastId;
        try (var slow = new EventStream(client, "/get_updates");
                var quick = new EventStream(client, "/get_updates")) {
            slow.block();
            quick.block();
            for (int i = 1; i <= 200; i++) {
                applyMuch();
                assertThat(quick.next().orElseThrow().version()).isEqualTo(i);
            }
            for (var event = slow.next(); event.isPresent(); event = slow.next()) {
                versions.add(event.get().version());
            }
            lastId = slow.lastId();
            assertThat(versions).hasSizeLessThan(200);
        }
        try (var again = new EventStream(client, "/get_updates", "Last-Event-ID", lastId)) {
            again.next(200 - versions.size()).forEach(event -> versions.add(event.version()));
        }
        assertThat(versions).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void a_million_rows_are_made_as_they_are_read() throws IOException, InterruptedException {
        var rows = new ManyRows(1_000_000);
        workbook.onView = view -> new Opening.Opened(rows);

        HttpResponse<InputStream> answer =
                client.http().send(client.to("/view_table/sales?format=ndjson").build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(body.read()).isEqualTo('{');
            assertThat(client.get("/tables").statusCode()).isEqualTo(200);
            assertThat(rows.made()).isLessThan(500_000);
            var rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest.lines().count()).isEqualTo(1_000_000);
            assertThat(rest).endsWith(",\"quantity\":999}\n");
        }
        assertThat(rows.awaitClosed()).isTrue();
    }

    @Test
    void rows_that_nobody_reads_on_are_closed() throws IOException, InterruptedException {
        var rows = new ManyRows(100_000_000);
        workbook.onView = view -> new Opening.Opened(rows);

        slowReader().close();

        assertThat(rows.awaitClosed()).isTrue();
        assertThat(rows.made()).isLessThan(100_000_000);
    }

    @Test
    void slow_readers_hold_no_thread_and_their_number_is_bounded() throws IOException {
        var sockets = new ArrayList<Socket>();
        workbook.onView =
                view -> new Opening.Opened(view.sheet().equals("many") ? new ManyRows(100_000_000) : Rows.sales());
        for (int i = 0; i < 256; i++) {
            assertThat(client.get("/view_table/sales").body()).endsWith("\"next_cursor\":null}\n");
            sockets.add(slowReader());
        }
        assertThat(client.get("/view_table/sales").statusCode()).isEqualTo(503);
        for (var socket : sockets) {
            socket.close();
        }
        await(() -> client.get("/view_table/sales").statusCode() == 200);
    }

    private Socket slowReader() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream()
                .write("GET /view_table/many HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }
}
