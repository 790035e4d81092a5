package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no decent client sends. */
@Timeout(60)
class RawHttpTest {
    private static final FakeWorkbook WORKBOOK = new FakeWorkbook();
    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = HttpServer.start(WORKBOOK, HttpSettings.defaults("1.2.3"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(20_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<Arguments> requests() {
        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        return Stream.of(
                Arguments.of(
                        "a broken escape",
                        "GET /view_table/%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                Arguments.of(
                        "a broken query",
                        "GET /get_updates?since=%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                Arguments.of("no such method", "BREW /tables HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "405"),
                Arguments.of("no request", "hello\r\n\r\n", "400"),
                Arguments.of(
                        "a space in the address",
                        "GET /view table HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "400"),
                Arguments.of("a long line", "GET /tables?x=" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n", "413"),
                Arguments.of("long headers", "GET / HTTP/1.1\r\nX: " + "x".repeat(100_000) + "\r\n\r\n", "413"),
                Arguments.of(
                        "a broken length",
                        "POST /update_cell HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ten\r\n\r\n",
                        "400"),
                Arguments.of(
                        "two lengths",
                        "POST /update_cell HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                        "400"),
                Arguments.of(
                        "too many chunks",
                        "POST /update_cell HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                                + "Content-Type: application/json\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n",
                        "413"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_request_that_is_none_is_a_problem(String what, String request, String status) throws IOException {
        var answer = send(request);

        assertThat(answer).as(what).matches("(?s)HTTP/1.[01] " + status + " .*");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(answer).contains("\"type\":\"/problems/", "\"status\":" + status);
        assertThat(answer).doesNotContain("Exception", "netty", "micronaut");
        assertThat(send("GET /tables HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_condition_as_long_as_may_be_fits_into_an_address() throws IOException {
        var filter = "id%20IN%20(" + "1,".repeat(8000) + "1)";

        assertThat(send("GET /view_table/sales?filter=" + filter + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void several_requests_on_one_connection_are_answered_in_their_order() throws IOException {
        var one = "GET /tables/sales HTTP/1.1\r\nHost: x\r\n\r\n";
        var two = "GET /view_table/sales?format=csv HTTP/1.1\r\nHost: x\r\n\r\n";
        var three = "GET /tables/products HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        var answers = send(one + two + three);

        assertThat(answers.indexOf("\"name\":\"sales\"")).isLessThan(answers.indexOf("id,product,day"));
        assertThat(answers.indexOf("id,product,day")).isLessThan(answers.indexOf("\"name\":\"products\""));
    }
}
