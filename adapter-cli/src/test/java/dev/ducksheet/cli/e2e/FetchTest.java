package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own fetches a file, and ends in the middle of it. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FetchTest {
    private static final int ROWS = 1_000_000;
    private static final byte[] FILE = file();
    private static final int HALF = FILE.length / 2;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer place;

    @TempDir
    private Path folder;

    private static byte[] file() {
        var lines = new StringBuilder("sku,name\n");
        for (int i = 0; i < ROWS; i++) {
            lines.append("sku-").append(i).append(",product ").append(i).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void open() throws IOException {
        place = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        place.setExecutor(threads);
        place.createContext("/plan/", this::give);
        place.start();
        var table = new Table(
                "products", List.of(Column.of("sku", Simple.TEXT), Column.of("name", Simple.TEXT)), List.of("sku"));
        Server.make(
                workbook(),
                loader -> loader.create(table, List.<List<CellValue>>of().iterator()));
    }

    private Path workbook() {
        return folder.resolve("fetched.duckdb");
    }

    @AfterEach
    void close() {
        over.countDown();
        place.stop(0);
        threads.shutdownNow();
    }

    /** Gives nothing to the first, half of the file to the second and then nothing, to others what they ask for. */
    private void give(HttpExchange exchange) throws IOException {
        try (exchange) {
            var range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            if (ranges.size() == 1) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            int from = range == null ? 0 : Integer.parseInt(range.substring(6, range.length() - 1));
            if (range != null) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (FILE.length - 1) + "/" + FILE.length);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, FILE.length - from);
            var body = exchange.getResponseBody();
            body.write(Arrays.copyOfRange(FILE, from, ranges.size() == 2 ? HALF : FILE.length));
            body.flush();
            if (ranges.size() == 2) {
                over.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String folderUrl() {
        return "http://127.0.0.1:" + place.getAddress().getPort() + "/plan/";
    }

    private Cli serve() {
        return Cli.startWith(
                Map.of("DUCKSHEET_LOG", "debug"),
                "serve",
                "--workbook",
                workbook().toString(),
                "--open",
                "--port",
                "0",
                "--import-from",
                folderUrl(),
                "--import-allow",
                "127.0.0.1");
    }

    @Test
    void a_server_that_was_killed_while_it_fetched_goes_on_where_it_was() {
        String job;
        try (var server = serve()) {
            var api = new Api(server.uri());
            var asked = api.post("/imports?table=products&source=" + folderUrl() + "products.csv?token=secret", "");
            assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
            job = asked.body().path("id").asText();
            Eventually.is(
                    HALF,
                    () -> api.get("/jobs/" + job).body().path("received_bytes").asInt());
            server.kill();
            assertThat(server.result().toString()).contains("answers 503").doesNotContain("secret");
        }
        try (var server = serve()) {
            var api = new Api(server.uri());
            Eventually.is(
                    "done",
                    Duration.ofSeconds(100),
                    () -> api.get("/jobs/" + job).body().path("state").asText());
            var done = api.get("/jobs/" + job).body();
            assertThat(done.path("rows").path("inserted").asInt()).isEqualTo(ROWS);
            assertThat(done.path("received_bytes").asInt()).isEqualTo(FILE.length);
            assertThat(done.toString()).doesNotContain("secret");
            var ended = server.terminate();
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.toString()).doesNotContain("secret");
        }
        assertThat(ranges).hasSize(3);
        int from = Integer.parseInt(ranges.get(2).replaceAll("\\D", ""));
        assertThat(from).isBetween(8 << 20, HALF);
    }
}
