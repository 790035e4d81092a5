package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files over HTTP in pieces, by the tus protocol. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TusTest extends WithImports {
    @Test
    void a_file_comes_in_pieces() {
        var options = send("OPTIONS", "/imports/uploads", "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Tus-Version")).hasValue("1.0.0");
        assertThat(options.headers().firstValue("Tus-Extension")).hasValue("creation,termination");

        var file = "sku,name\nA1,one\nB2,two\n";
        var path = created(file);
        assertThat(piece(path, 0, file.substring(0, 10)).headers().firstValue("Upload-Offset"))
                .hasValue("10");
        var head = send("HEAD", path, "", "Tus-Resumable", "1.0.0");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Upload-Offset")).hasValue("10");
        assertThat(head.headers().firstValue("Upload-Length")).hasValue("23");
        assertThat(head.headers().firstValue("Cache-Control")).hasValue("no-store");
        var job = json(client.get("/jobs/" + job(path)).body());
        assertThat(job.path("state").asText()).isEqualTo("receiving");
        assertThat(job.path("percent").asLong()).isEqualTo(13);

        var other = piece(path, 4, "x");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("/problems/job-state", "10 bytes there", "begins at 4");
        var last = piece(path, 10, file.substring(10));
        assertThat(last.statusCode()).isEqualTo(204);
        assertThat(last.headers().firstValue("Upload-Offset")).hasValue("23");

        var done = ended(job(path));
        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("file").asText()).isEqualTo("products.csv");
        assertThat(rows()).isEqualToIgnoringNewLines(file);
        assertThat(piece(path, 23, "x").statusCode()).isEqualTo(409);
    }

    @Test
    void more_than_was_announced_is_not_taken_and_the_file_may_still_come_as_announced() {
        var file = "sku,name\nA1,one\n";
        var path = created(file);
        assertThat(piece(path, 0, file + "x").statusCode()).isEqualTo(413);
        assertThat(piece(path, 0, file).statusCode()).isEqualTo(204);
        assertThat(ended(job(path)).path("state").asText()).isEqualTo("done");
    }

    @Test
    void a_file_of_no_bytes_is_whole_from_the_beginning() {
        var failed = ended(job(created("")));
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("reason").asText()).contains("empty");
    }

    @Test
    void a_file_that_comes_in_pieces_is_given_up() {
        var path = created("sku,name\nA1,one\n");
        var ended = send("DELETE", path, "", "Tus-Resumable", "1.0.0");
        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(ended.headers().firstValue("Tus-Resumable")).hasValue("1.0.0");
        assertThat(ended(job(path)).path("state").asText()).isEqualTo("cancelled");
        assertThat(piece(path, 0, "sku").statusCode()).isEqualTo(409);
        assertThat(send("DELETE", path, "", "Tus-Resumable", "1.0.0").statusCode())
                .isEqualTo(204);
    }

    @Test
    void who_does_not_speak_the_protocol_is_told() {
        var path = created("sku,name\nA1,one\n");
        for (var answer : List.of(
                send("POST", "/imports/uploads?table=products&key=sku", "", "Upload-Length", "1"),
                send("PATCH", path, "s", "Upload-Offset", "0", "Content-Type", PIECE),
                send("HEAD", path, "", "Tus-Resumable", "0.2.2"),
                send("DELETE", path, ""))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(412);
            assertThat(answer.headers().firstValue("Tus-Version")).hasValue("1.0.0");
        }
        assertThat(send("PATCH", path, "s", "Tus-Resumable", "1.0.0", "Upload-Offset", "0", "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(415);
        var create = "/imports/uploads?table=products&key=sku";
        for (var answer : List.of(
                send("POST", create, "", "Tus-Resumable", "1.0.0"),
                send("POST", create, "", "Tus-Resumable", "1.0.0", "Upload-Length", "-1"),
                send("POST", create, "", "Tus-Resumable", "1.0.0", "Upload-Length", "1", "Upload-Metadata", "name ?"),
                send("PATCH", path, "s", "Tus-Resumable", "1.0.0", "Content-Type", PIECE))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("/problems/invalid-header", "the header Upload-");
        }
    }

    @Test
    void a_piece_that_breaks_off_is_kept_as_far_as_it_came() throws IOException {
        var file = "sku,name\nA1,one\n";
        var path = created(file);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("PATCH " + path + " HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                                    + "Content-Type: " + PIECE + "\r\nContent-Length: 16\r\n\r\nsku,na")
                            .getBytes(StandardCharsets.ISO_8859_1));
            WithServer.await(() -> client.get("/jobs").body().contains("\"received_bytes\":6"));
        }
        WithServer.await(() -> piece(path, 6, file.substring(6)).statusCode() == 204);
        assertThat(ended(job(path)).path("state").asText()).isEqualTo("done");
    }

    @Test
    void a_file_that_is_begun_again_under_its_key_goes_on_where_it_is() {
        var create = "/imports/uploads?table=products&key=sku";
        var headers = new String[] {"Tus-Resumable", "1.0.0", "Upload-Length", "16", "Idempotency-Key", "\"a b\""};
        var first = send("POST", create, "", headers);
        var again = send("POST", create, "", headers);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }
}
