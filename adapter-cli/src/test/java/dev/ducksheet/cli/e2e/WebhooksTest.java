package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ducksheet.core.model.ColumnType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own delivers to a receiver of a test's own. */
class WebhooksTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 1, 1, 1, 2);
    private static final int EDITS = 200;

    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Answer answer = exchange -> 204;
    private HttpServer receiver;

    @TempDir
    private Path folder;

    /** What a receiver does; returns the status. */
    private interface Answer {
        int to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        receiver.setExecutor(threads);
        receiver.createContext("/", this::handle);
        receiver.start();
        Server.make(file(), TREE::load);
    }

    private void handle(HttpExchange exchange) throws IOException {
        ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
        exchange.getRequestBody().readAllBytes();
        try (exchange) {
            int status = answer.to(exchange);
            var body = ("status " + status).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
            if (status != 204) {
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() {
        receiver.stop(0);
        threads.shutdownNow();
    }

    private Path file() {
        return folder.resolve("w.duckdb");
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    private Cli serve() {
        return Cli.serve(file(), "--webhook-allow", "127.0.0.1");
    }

    private static String create(Api api, String url) {
        var made = api.post("/webhooks", "{\"url\": \"" + url + "\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.body().path("id").asText();
    }

    private static void edit(Api api, int value) {
        var edited = api.post(
                "/update_cell",
                "{\"table\": \"leaf\", \"column\": \"amount\", \"value\": " + value + ", \"condition\": \"id = 1\"}");
        assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
    }

    @Test
    void a_server_that_is_killed_between_commit_and_delivery_loses_nothing() throws Exception {
        var hanging = new CountDownLatch(1);
        answer = exchange -> {
            hanging.await();
            return 204;
        };
        String webhook;
        try (var server = serve()) {
            var api = new Api(server.uri());
            webhook = create(api, url());
            for (int value = 1; value <= 5; value++) {
                edit(api, value);
            }
            Eventually.is(1, ids::size);
            server.kill();
        }
        hanging.countDown();
        var cutOff = ids.get(0);
        try (var server = serve()) {
            Eventually.is(5, () -> Set.copyOf(ids).size());
            assertThat(ids.get(1)).isEqualTo(cutOff);
            assertThat(new TreeSet<>(ids)).allMatch(id -> id.startsWith("wh_" + webhook + "_"));
            assertThat(server.terminate().exitCode()).isZero();
        }
    }

    @Test
    void a_trial_shows_the_status_and_the_time_over_http_and_on_the_command_line() {
        answer = exchange -> {
            TimeUnit.MILLISECONDS.sleep(300);
            return 503;
        };
        try (var server = serve()) {
            var webhook = create(new Api(server.uri()), url());
            var tried = new Api(server.uri()).send("POST", "/webhooks/" + webhook + "/test", "");
            assertThat(tried.body().path("code").asInt()).isEqualTo(503);
            assertThat(tried.body().path("took_ms").asLong()).isBetween(300L, 15_000L);

            var told = Cli.run(
                    "webhooks",
                    "test",
                    webhook.substring(0, 30),
                    "--url",
                    server.uri().toString());
            assertThat(told.exitCode()).isEqualTo(3);
            assertThat(told.out()).matches("(?s)503 after [0-9]+ ms: status 503\\s+");
            var refused = Cli.run(
                    "webhooks",
                    "create",
                    "http://10.0.0.1/",
                    "--url",
                    server.uri().toString());
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err()).contains("10.0.0.1 is private").contains("--webhook-allow");
        }
    }

    @Test
    void a_receiver_that_takes_ten_seconds_does_not_slow_edits() throws Exception {
        try (var server = serve()) {
            var api = new Api(server.uri());
            for (int value = 1; value <= EDITS; value++) {
                edit(api, value); // nothing is measured cold
            }
            var without = p99(api);
            var hanging = new CountDownLatch(1);
            answer = exchange -> {
                hanging.await(10, TimeUnit.SECONDS);
                return 204;
            };
            create(api, url());
            edit(api, 0);
            Eventually.is(1, ids::size);
            var with = p99(api);
            System.out.println(
                    "WebhooksTest: p99 of edits without " + without + ", with a receiver that hangs " + with);
            assertThat(ids).hasSize(1);
            assertThat(with).isLessThan(without.multipliedBy(4).plusMillis(200));
            hanging.countDown();
            Eventually.is(EDITS + 1, () -> Set.copyOf(ids).size());
        }
    }

    private static Duration p99(Api api) {
        var times = new ArrayList<Duration>();
        for (int value = 1; value <= EDITS; value++) {
            long began = System.nanoTime();
            edit(api, value);
            times.add(Duration.ofNanos(System.nanoTime() - began));
        }
        times.sort(null);
        return times.get(EDITS * 99 / 100 - 1);
    }

    @Test
    void the_command_line_works_on_a_file_and_on_a_server() {
        var onFile = new String[] {"--workbook", file().toString()};
        var made =
                run(onFile, "create", url(), "--type", "rows.*", "--table", "tree", "--where", "amount > 3", "--json");
        assertThat(made.err()).isEmpty();
        var id = Json.read(made.out()).path("id").asText();
        assertThat(Json.read(made.out()).path("secret").asText()).startsWith("whsec_");
        works(onFile, id);
        try (var server = serve()) {
            works(new String[] {"--url", server.uri().toString()}, id);
        }
        assertThat(run(onFile, "delete", id).out()).contains("Deleted the webhook to " + url());
        assertThat(run(onFile, "list").out()).contains("There are none.");
        assertThat(run(onFile, "show", id).exitCode()).isEqualTo(3);
    }

    private void works(String[] where, String id) {
        assertThat(run(where, "list").out()).contains(id).doesNotContain("whsec_");
        assertThat(run(where, "disable", id).out()).contains("Disabled the webhook");
        assertThat(run(where, "show", id).out())
                .contains("disabled by hand", "tree where")
                .doesNotContain("whsec_");
        assertThat(run(where, "replay", id, "--from", "1").exitCode()).isEqualTo(3);
        assertThat(run(where, "enable", url()).out()).contains("Enabled the webhook");
        assertThat(run(where, "update", id, "--type", "table.*", "--all-tables", "--description", "x")
                        .out())
                .contains("Changed the webhook");
        assertThat(run(where, "update", id, "--type", "rows.moved").exitCode()).isEqualTo(2);
        assertThat(run(where, "update", id, "--type", "rows.*", "--table", "tree", "--where", "amount > 3")
                        .exitCode())
                .isZero();
        assertThat(run(where, "rotate", id).out()).contains("whsec_");
        assertThat(run(where, "deliveries", id).out()).contains("There are none.");
    }

    private static Cli.Result run(String[] where, String... arguments) {
        var all = new ArrayList<>(List.of("webhooks"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(where));
        return Cli.run(all.toArray(String[]::new));
    }
}
