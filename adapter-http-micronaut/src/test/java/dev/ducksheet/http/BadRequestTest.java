package dev.ducksheet.http;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: the answer is a problem that names what is wrong, nothing is submitted, the server goes on. */
class BadRequestTest {
    private static final List<String> RIGHT =
            List.of("\"table\":\"sales\"", "\"column\":\"quantity\"", "\"value\":45", "\"condition\":\"id = 1\"");
    private static final FakeWorkbook WORKBOOK = new FakeWorkbook();
    private static HttpServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = HttpServer.start(WORKBOOK, HttpSettings.defaults("1.2.3"));
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    record Bad(String slug, String names, String body) {
        static Bad parse(String line) {
            var parts = line.split("\t", 3);
            return new Bad(parts[0], parts[1], withMembers(parts[2]));
        }

        private static String withMembers(String body) {
            return body.replace("$OK", String.join(",", RIGHT))
                    .replace("$NOTABLE", without(0))
                    .replace("$NOCOLUMN", without(1))
                    .replace("$NOVALUE", without(2))
                    .replace("$NOCONDITION", without(3));
        }

        private static String without(int index) {
            return String.join(
                    ",",
                    RIGHT.stream().filter(it -> !it.equals(RIGHT.get(index))).toList());
        }

        @Override
        public String toString() {
            return slug + " " + (body.length() > 120 ? body.substring(0, 120) + "…" : body);
        }
    }

    static Stream<Bad> badBodies() throws IOException {
        try (InputStream in = BadRequestTest.class.getResourceAsStream("bad-bodies.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Bad::parse);
        }
    }

    @Test
    void there_are_enough_bad_bodies() throws IOException {
        assertThat(badBodies().count()).isGreaterThanOrEqualTo(110);
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void a_bad_body_is_a_problem_that_names_what_is_wrong(Bad bad) {
        assertProblem(client.post("/update_cell", bad.body()), bad.slug(), bad.names());
    }

    @Test
    void a_byte_order_mark_is_refused() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        bytes.writeBytes(WithServer.A_CELL.getBytes(UTF_8));

        assertProblem(client.post("/update_cell", bytes.toByteArray()), "malformed-json", "byte order mark");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        var bytes = WithServer.A_CELL.getBytes(UTF_8);
        bytes[12] = (byte) 0xFF;
        assertProblem(client.post("/update_cell", bytes), "malformed-json", "at byte 12");
        assertProblem(client.post("/update_cell", new byte[] {(byte) 0xC0, (byte) 0xAF}), "malformed-json", "UTF-8");
        assertProblem(client.post("/update_cell", WithServer.A_CELL.getBytes(UTF_16)), "malformed-json", "UTF-8");
    }

    @Test
    void a_truncated_body_is_refused_wherever_it_ends() {
        var bytes = WithServer.A_CELL.getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertProblem(client.post("/update_cell", Arrays.copyOf(bytes, length)), "malformed-json", "the body");
        }
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void another_content_type_is_refused(String contentType) {
        var answer = client.post("/update_cell", WithServer.A_CELL, "Content-Type", contentType);

        assertProblem(answer, "unsupported-media-type", "");
        assertThat(answer.headers().firstValue("Accept")).hasValue("application/json");
    }

    static Stream<String> wrongTypes() {
        return Stream.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "nonsense",
                "application/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compress", "zstd", "nonsense"})
    void a_body_in_a_coding_that_is_not_read_is_refused(String coding) {
        assertProblem(
                client.post("/update_cell", WithServer.A_CELL, "Content-Encoding", coding),
                "unsupported-media-type",
                coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip", "deflate"})
    void a_body_that_is_not_coded_as_it_says_is_refused(String coding) {
        assertProblem(
                client.post("/update_cell", WithServer.A_CELL, "Content-Encoding", coding),
                "unsupported-media-type",
                "Content-Encoding");
    }

    @Test
    void a_body_that_is_small_only_while_it_is_coded_is_too_large() throws IOException {
        var coded = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(coded)) {
            gzip.write(new byte[64 << 20]);
        }
        assertProblem(
                client.post("/update_cell", coded.toByteArray(), "Content-Encoding", "gzip"), "content-too-large", "");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        assertProblem(client.post("/update_cell", " ".repeat(1 << 20) + "{}"), "content-too-large", "");
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    void a_wrong_header_is_refused_by_name(String header, String value) {
        assertProblem(client.post("/update_cell", WithServer.A_CELL, header, value), "invalid-header", header);
    }

    static Stream<Arguments> wrongHeaders() {
        return Stream.of(
                Arguments.of("Idempotency-Key", ""),
                Arguments.of("Idempotency-Key", "two words"),
                Arguments.of("Idempotency-Key", "\"open"),
                Arguments.of("Idempotency-Key", "k".repeat(256)),
                Arguments.of("Ducksheet-Editor", "e".repeat(129)));
    }

    @ParameterizedTest
    @MethodSource("wrongQueries")
    void a_wrong_parameter_is_refused_by_name(String path, String names) {
        assertProblem(client.get(path), "invalid-parameter", names);
    }

    static Stream<Arguments> wrongQueries() {
        return Stream.of(
                        "/get_updates?since=x",
                        "/get_updates?since=-1",
                        "/get_updates?since=01",
                        "/get_updates?since=",
                        "/get_updates?since=e7-99999999999999999999",
                        "/get_updates?limit=0",
                        "/get_updates?limit=1001",
                        "/get_updates?limit=x",
                        "/get_updates?limit=1.5",
                        "/get_updates?wait=61",
                        "/get_updates?wait=-1",
                        "/get_updates?limit=1&limit=2",
                        "/get_updates?sinse=1",
                        "/view_table/sales?limit=0",
                        "/view_table/sales?limit=ten",
                        "/view_table/sales?columns=a,,b",
                        "/view_table/sales?sort=,",
                        "/view_table/sales?cursor=x",
                        "/view_table/sales?cursor=%21",
                        "/view_table/sales?cursor=",
                        "/view_table/sales?where=x",
                        "/?verbose=1",
                        "/tables?filter=x",
                        "/tables/sales?columns=x",
                        "/rollups?filter=x",
                        "/rollups/sales_summary?columns=x",
                        "/holds?table=sales",
                        "/updates/019b76da-a800-7000-8000-000000000001?wait=1",
                        "/health/liveness?verbose=1",
                        "/health/readiness?verbose=1",
                        "/problems/stale?format=html")
                .map(path -> Arguments.of(path, path.replaceAll(".*\\?([a-z]+)=.*", "$1")));
    }

    private static void assertProblem(HttpResponse<String> answer, String slug, String names) {
        int submitted = WORKBOOK.submitted.size();
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"/problems/" + slug + "\"", "\"status\":" + answer.statusCode(), names)
                .contains("\"title\":", "\"detail\":");
        assertThat(client.post("/update_cell", WithServer.A_CELL).statusCode()).isEqualTo(200);
        assertThat(WORKBOOK.submitted).hasSize(submitted + 1);
    }
}
