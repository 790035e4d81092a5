package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.cli.e2e.SpanCollector.Shown;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An edit is one trace, from the client's own span to the feed, through every process on its way. */
class TracingTest extends OnTree {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + CLIENT + "-01";
    private static final String SERVED = "POST /update_cell";
    private static final String PUBLISHED = "request_duck publish";
    private static final String PROCESSED = "request_duck process";
    private static final String TOLD = "response_duck publish";

    private final SpanCollector collector = new SpanCollector();

    @AfterEach
    void end() {
        collector.close();
    }

    private static Api.Answer edit(Cli server) {
        return new Api(server.uri()).update(Edit.OfLeaf.of(1, Edit.Op.SET, 45), "traceparent", TRACEPARENT);
    }

    private void assertChain() {
        Eventually.is(4, () -> collector.spansOf(TRACE).size());
        var spans = collector.spansOf(TRACE).stream().collect(Collectors.toMap(Shown::name, Function.identity()));
        assertThat(spans).containsOnlyKeys(SERVED, PUBLISHED, PROCESSED, TOLD);
        assertThat(spans.get(SERVED).parent()).isEqualTo(CLIENT);
        assertThat(spans.get(PUBLISHED).parent()).isEqualTo(spans.get(SERVED).id());
        assertThat(spans.get(PROCESSED).parent()).isEqualTo(spans.get(PUBLISHED).id());
        assertThat(spans.get(TOLD).parent()).isEqualTo(spans.get(PROCESSED).id());
        assertThat(spans.get(SERVED).attributes())
                .containsEntry("http.route", "/update_cell")
                .containsEntry("http.response.status_code", "200");
        assertThat(spans.get(PROCESSED).attributes())
                .containsEntry("ducksheet.outcome", "applied")
                .containsEntry("ducksheet.version", "1")
                .containsEntry("ducksheet.batch.size", "1");
        assertThat(collector.services())
                .allSatisfy(service -> assertThat(service)
                        .containsEntry("service.name", "ducksheet")
                        .containsKey("service.version"));
    }

    @Test
    void with_the_queue_of_the_process_an_edit_is_one_trace() {
        try (var server = Cli.serve(file(), "--otlp", collector.address())) {
            assertThat(edit(server).status()).isEqualTo(200);
            assertChain();
            assertThat(server.terminate().exitCode()).isZero();
        }
    }

    @Test
    void through_redis_the_context_goes_with_the_entry_from_process_to_process() {
        try (var redis = RedisRoom.open();
                var writer = Cli.serve(file(), "--queue", redis.address(), "--otlp", collector.address());
                var front = Cli.startIn(
                        Map.of("DUCKSHEET_OTLP", collector.address(), "DUCKSHEET_QUEUE", redis.address()),
                        "serve",
                        "--api-only",
                        "--open",
                        "--port",
                        "0")) {
            writer.uri();
            ready(front);
            assertThat(edit(front).status()).isEqualTo(200);
            assertChain();
            var published = collector.spansOf(TRACE).stream()
                    .filter(span -> span.name().equals(PUBLISHED))
                    .findFirst()
                    .orElseThrow();
            assertThat(redis.command("XRANGE", redis.key("request_duck"), "-", "+")
                            .toString())
                    .contains("traceparent, 00-" + TRACE + "-" + published.id() + "-01");
        }
    }

    @Test
    void a_refused_edit_says_so_and_what_is_left_is_sent_at_the_end() {
        try (var server = Cli.serve(file(), "--otlp", collector.address())) {
            var answer = new Api(server.uri()).update(Edit.OfLeaf.of(999, Edit.Op.SET, 45), "traceparent", TRACEPARENT);
            assertThat(answer.status()).isEqualTo(404);
            server.terminate();
            assertThat(collector.spansOf(TRACE))
                    .filteredOn(span -> span.name().equals(PROCESSED))
                    .singleElement()
                    .satisfies(span -> assertThat(span.attributes())
                            .containsEntry("ducksheet.outcome", "refused")
                            .containsEntry("ducksheet.refusal", "no_match"));
        }
    }

    @Test
    void a_collector_that_is_away_fails_no_edit_and_is_told_of() throws IOException {
        try (var server = Cli.serve(file(), "--otlp", "http://127.0.0.1:" + portOfNobody())) {
            long before = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                assertThat(edit(server).status()).isEqualTo(200);
            }
            assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
            Eventually.is(1, () -> linesOf(server.err()));
        }
    }

    @Test
    void of_one_outage_of_the_collector_the_log_tells_once() {
        collector.refuse();
        try (var server = Cli.serve(file(), "--otlp", collector.address())) {
            assertThat(edit(server).status()).isEqualTo(200);
            Eventually.is(true, () -> collector.refused() > 0);
            assertThat(edit(server).status()).isEqualTo(200);
            Eventually.is(true, () -> collector.refused() > 1);
            assertThat(linesOf(server.terminate().err())).isEqualTo(1);
        }
    }

    private static int portOfNobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int linesOf(String log) {
        assertThat(log).doesNotContain("io.opentelemetry");
        return (int)
                log.lines().filter(line -> line.contains("takes no traces")).count();
    }

    @Test
    void without_otlp_nothing_is_sent_and_no_field_is_written() {
        try (var redis = RedisRoom.open();
                var server = Cli.serve(file(), "--queue", redis.address())) {
            assertThat(edit(server).status()).isEqualTo(200);
            server.terminate();
            assertThat(redis.command("XRANGE", redis.key("request_duck"), "-", "+")
                            .toString())
                    .contains("update_cell")
                    .doesNotContain("traceparent");
            assertThat(collector.spans()).isEmpty();
        }
    }

    @Test
    void an_address_that_is_no_collector_and_a_part_that_is_none_are_refused() {
        for (var wrong : List.of(List.of("--otlp", "collector:4318"), List.of("--otlp-sample", "1.5"))) {
            var refused = Cli.run(
                    "serve", "--workbook", file().toString(), "--open", "--port", "0", wrong.get(0), wrong.get(1));
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains(wrong.get(0), wrong.get(1));
        }
    }
}
