package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.testkit.CoreDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over HTTP in one request, and the jobs that they become. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ImportRoutesTest extends WithImports {
    @Test
    void a_file_is_answered_at_once_and_its_job_goes_on_by_itself() {
        var answer = upload(IMPORT, "sku,name\nA1,one\nB2,two\n");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var job = json(answer.body());
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/jobs/" + job.path("id").asText());
        assertThat(job.path("received_bytes").asLong()).isEqualTo(23);
        assertThat(job.path("size_bytes").asLong()).isEqualTo(23);

        var done = ended(answer);
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("done");
        assertThat(done.path("percent").asLong()).isEqualTo(100);
        assertThat(done.path("mode").asText()).isEqualTo("upsert");
        assertThat(done.path("rows").path("inserted").asLong()).isEqualTo(2);
        assertThat(client.get("/updates/" + done.path("update_id").asText()).body())
                .contains("\"status\":\"applied\"", "\"version\":" + done.path("version"));
        assertThat(rows()).isEqualToIgnoringNewLines("sku,name\nA1,one\nB2,two\n");
        assertThat(json(client.get("/jobs").body()).path("jobs").path(0)).isEqualTo(done);
    }

    @Test
    void a_file_that_is_sent_again_under_its_key_is_not_taken_again() {
        var insert = "/imports?table=products&mode=insert";
        var first = keyed(insert, "sku,name\nA1,one\n");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        ended(first);
        var again = keyed(insert, "sku,name\nA1,one\n");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(json(again.body()).path("state").asText()).isEqualTo("done");
        assertThat(rows()).isEqualToIgnoringNewLines("sku,name\nA1,one\n");
        for (var other : List.of(keyed(IMPORT, "sku,name\nA1,one\n"), keyed(insert, "sku,name\nA1,one\nB2,two\n"))) {
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(other.body()).contains("/problems/idempotency-key-reused", "'k1' began another import, job ");
        }
    }

    private HttpResponse<String> keyed(String path, String file) {
        return client.post(path, file, "Content-Type", "text/csv", "Idempotency-Key", "k1");
    }

    @Test
    void a_form_brings_fields_and_then_the_file() {
        var form = """
                --frontier\r
                Content-Disposition: form-data; name="table"\r
                \r
                products\r
                --frontier\r
                Content-Disposition: form-data; name="key"\r
                \r
                sku,"name"\r
                --frontier\r
                Content-Disposition: form-data; name="file"; filename="Größe.csv"\r
                Content-Type: text/csv\r
                \r
                sku,name
                A1,one
                \r
                --frontier--\r
                """;
        var answer = client.post("/imports", form, "Content-Type", "multipart/form-data; boundary=\"frontier\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var done = ended(answer);
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("done");
        assertThat(done.path("file").asText()).isEqualTo("Größe.csv");
        assertThat(done.path("key").toString()).isEqualTo("[\"sku\",\"name\"]");
        assertThat(done.has("size_bytes")).isFalse();
        assertThat(rows()).isEqualToIgnoringNewLines("sku,name\nA1,one\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multipart/form-data                | x                                             | Content-Type
            multipart/form-data; boundary=f    | x                                             | has no file
            multipart/form-data; boundary=f    | --f~Content-Disposition: form-data; name="table"~~products~--f--~ | has no file
            multipart/form-data; boundary=f    | --f~Content-Disposition: form-data; name="tabel"~~products~--f~Content-Disposition: form-data; name="f"; filename="f"~~a~--f--~ | unknown parameter "tabel"
            multipart/form-data; boundary=f    | --f~Content-Disposition: form-data; name="table"~~products~--f~Content-Disposition: form-data; name="table"~~sales~--f~Content-Disposition: form-data; name="f"; filename="f"~~a~--f--~ | table is there twice
            """)
    void a_form_that_is_none_begins_no_job(String type, String form, String detail) {
        var answer = client.post("/imports", form.replace("~", "\r\n"), "Content-Type", type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer.body()).path("detail").asText()).contains(detail);
        assertThat(client.get("/jobs").body()).isEqualTo("{\"jobs\":[]}");
    }

    @Test
    void a_form_that_ends_in_its_file_fails_its_job() {
        var form = "--f\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.csv\"\r\n\r\nsku,name\nA1,on";
        var answer = client.post(IMPORT, form, "Content-Type", "multipart/form-data; boundary=f");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        var job = json(client.get("/jobs").body()).path("jobs").path(0);
        assertThat(job.path("state").asText()).isEqualTo("failed");
        assertThat(job.path("reason").asText()).contains("cut off");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /imports                                             | table is missing
            /imports?table=                                      | table is missing
            /imports?table=products&mode=upsert                  | key is missing
            /imports?table=products&key=sku&speed=9              | unknown parameter "speed"
            /imports?table=products&table=sales                  | table is there twice
            /imports?table=products&key=sku&mode=merge           | mode takes insert, upsert or replace, not "merge"
            /imports?table=products&key=sku&on_error=ignore      | on_error takes reject-row or stop, not "ignore"
            /imports?table=products&key=sku,sku                  | key has a name twice
            /imports?table=products&key=sku,,name                | key takes names
            /imports?table=products&key=,                        | key takes names
            /imports?table=products&key=sku,                     | key takes names
            /imports?table=products&key=%22sku                   | key takes names
            /imports?table=products&key=sku&ignore_case=yes      | ignore_case takes true or false, not "yes"
            /imports?table=products&key=sku&header=1             | header takes true or false, not "1"
            /imports?table=products&key=sku&format=xlsx          | format takes csv, ndjson, parquet, not "xlsx"
            /imports?table=products&key=sku&delimiter=ab         | delimiter is one character
            /imports?table=products&key=sku&quote=%0A            | quote is one character
            /imports?table=products&key=sku&columns=Name         | columns takes pairs
            /imports?table=products&key=sku&columns=a:b:c        | columns takes pairs
            /imports?table=products&key=sku&columns=a:b,         | columns takes pairs
            /imports?table=products&key=sku&columns=a:b,a:c      | columns has "a" twice
            """)
    void a_wrong_parameter_is_named_and_begins_no_job(String path, String detail) {
        for (var answer : List.of(
                upload(path, "sku,name\nA1,one\n"),
                send(
                        "POST",
                        path.replace("/imports", "/imports/uploads"),
                        "",
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        "1"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer.body()).path("type").asText()).isEqualTo("/problems/invalid-parameter");
            assertThat(json(answer.body()).path("detail").asText()).contains(detail);
        }
        assertThat(client.get("/jobs").body()).isEqualTo("{\"jobs\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /imports?table=nothing&key=sku      | 404 | unknown-table
            /imports?table=products&key=id      | 422 | unknown-column
            """)
    void what_the_catalogue_does_not_have_is_refused_before_the_file_is_read(String path, int status, String type) {
        var answer = upload(path, "sku,name\nA1,one\n");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer.body()).path("type").asText()).isEqualTo("/problems/" + type);
        assertThat(client.get("/jobs").body()).isEqualTo("{\"jobs\":[]}");
    }

    @Test
    void a_file_that_does_not_fit_fails_its_job_with_a_reason_and_can_be_tried_again() {
        var failed = ended(upload(IMPORT, "sku,colour\nA1,red\n"));
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("reason").asText()).contains("'colour'");
        assertThat(failed.path("percent").asLong()).isLessThan(100);
        var path = "/jobs/" + failed.path("id").asText();
        var retried = send("POST", path + "/retry", "");
        assertThat(retried.statusCode()).isEqualTo(200);
        assertThat(json(retried.body()).path("revision").asLong())
                .isGreaterThan(failed.path("revision").asLong());
        assertThat(ended(retried).path("state").asText()).isEqualTo("failed");
        assertThat(client.get(path + "/rejects").statusCode()).isEqualTo(404);
    }

    @Test
    void rows_that_were_left_out_come_as_csv() {
        var job = ended(upload(IMPORT, "sku,name\nA1,one\n,two\nA1,three\n"));
        var path = "/jobs/" + job.path("id").asText();
        assertThat(job.path("rows").path("rejected").asLong()).isEqualTo(1);
        assertThat(job.path("rows").path("superseded").asLong()).isEqualTo(1);
        var rejects = client.get(path + "/rejects");
        assertThat(rejects.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(rejects.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + job.path("id").asText() + "-rejects.csv\"");
        assertThat(rejects.body()).isEqualTo("record,column\n3,sku\n");
        assertThat(client.get(path + "/superseded").body()).isEqualTo("record,superseded_by\n2,4\n");
    }

    @Test
    void what_is_over_is_not_steered() {
        var done = upload(IMPORT, "sku,name\nA1,one\n");
        ended(done);
        var path = "/jobs/" + json(done.body()).path("id").asText();
        var cancelled = send("DELETE", path, "");
        assertThat(cancelled.statusCode()).isEqualTo(409);
        assertThat(cancelled.body()).contains("/problems/job-state", "is done already");
        var retried = send("POST", path + "/retry", "");
        assertThat(retried.statusCode()).isEqualTo(409);
        assertThat(retried.body()).contains("only one that failed is retried");
    }

    @ParameterizedTest
    @ValueSource(strings = {"019b76da-a800-7000-8000-000000000999", "7", "%20"})
    void a_job_that_is_not_there_is_404(String id) {
        for (var answer : List.of(
                client.get("/jobs/" + id),
                client.get("/jobs/" + id, "Accept", "text/event-stream"),
                client.get("/jobs/" + id + "/rejects"),
                client.get("/jobs/" + id + "/superseded"),
                send("DELETE", "/jobs/" + id, ""),
                send("POST", "/jobs/" + id + "/retry", ""),
                send("DELETE", "/imports/uploads/" + id, "", "Tus-Resumable", "1.0.0"),
                send(
                        "PATCH",
                        "/imports/uploads/" + id,
                        "x",
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        "0",
                        "Content-Type",
                        PIECE))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
            assertThat(answer.body()).contains("/problems/unknown-job");
        }
        assertThat(client.get("/jobs?all=true").statusCode()).isEqualTo(400);
    }

    @Test
    void a_file_is_larger_than_any_other_body() {
        var file = new StringBuilder("sku,name\n");
        for (int i = 0; i < 30; i++) {
            file.append('A').append(i).append(",").append("x".repeat(100_000)).append('\n');
        }
        assertThat(file.length()).isGreaterThan(2 << 20);
        var done = ended(upload(IMPORT, file.toString()));
        assertThat(done.path("rows").path("inserted").asLong())
                .as(done.toString())
                .isEqualTo(30);

        var chunked = client.to(IMPORT)
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8))));
        assertThat(ended(client.send(chunked)).path("rows").path("unchanged").asLong())
                .isEqualTo(30);

        var path = created(file.toString());
        assertThat(piece(path, 0, file.toString()).statusCode()).isEqualTo(204);
        assertThat(ended(job(path)).path("rows").path("unchanged").asLong()).isEqualTo(30);

        var edit = client.post("/tables/products/rows", file.toString(), "Content-Type", "text/csv");
        assertThat(edit.statusCode()).isEqualTo(413);
    }

    @Test
    void a_file_may_be_coded_on_its_way() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("sku,name\nA1,one\n".getBytes(StandardCharsets.UTF_8));
        }
        var answer = client.post(IMPORT, bytes.toByteArray(), "Content-Type", "text/csv", "Content-Encoding", "gzip");
        assertThat(ended(answer).path("state").asText()).isEqualTo("done");
        assertThat(rows()).isEqualToIgnoringNewLines("sku,name\nA1,one\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\nsku,name\nA1,one\n",
                "Transfer-Encoding: chunked\r\n\r\n10\r\nsku,name\nA1,one\n\r\n"
            })
    void a_client_that_breaks_off_fails_its_job_with_a_reason(String rest) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST " + IMPORT + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n" + rest)
                            .getBytes(StandardCharsets.ISO_8859_1));
            WithServer.await(() -> client.get("/jobs").body().contains("\"received_bytes\":16"));
        }
        WithServer.await(() -> client.get("/jobs").body().contains("\"state\":\"failed\""));
        var job = json(client.get("/jobs").body()).path("jobs").path(0);
        assertThat(job.path("reason").asText()).isEqualTo("the file was cut off after 16 bytes; send it again");
        var retried = send("POST", "/jobs/" + job.path("id").asText() + "/retry", "");
        assertThat(retried.statusCode()).isEqualTo(409);
        assertThat(retried.body()).contains("never came whole");
        assertThat(rows()).isEqualToIgnoringNewLines("sku,name\n");
    }

    private static String secret(Workbook core, KeyDraft draft) {
        var issue = core.manageKeys().issue(draft, "root");
        CoreDriver.outcome(issue.submission());
        return issue.secret();
    }

    private HttpResponse<String> as(String key, HttpServer guarded, String method, String path, String body) {
        var request = client.to(path)
                .method(method, BodyPublishers.ofString(body))
                .uri(guarded.uri().resolve(path));
        return client.send(request.header("Authorization", "Bearer " + key).setHeader("Content-Type", "text/csv"));
    }

    @Test
    void editors_bring_files_readers_look_at_them_and_who_sees_some_rows_does_neither() {
        var editor = secret(workbook, KeyDraft.of("ann", Role.EDITOR));
        var reader = secret(workbook, KeyDraft.of("bob", Role.READER));
        var some = new Scope.Listed(List.of(Grant.of("products", CoreDriver.where("sku = 'A1'"))));
        var confined = secret(workbook, new KeyDraft("eve", Role.EDITOR, some, ApiKey.NEVER));
        var settings = new HttpSettings(
                "127.0.0.1", 0, 1 << 20, 2, Duration.ofSeconds(5), Duration.ofSeconds(15), false, "1.2.3");
        try (var guarded = HttpServer.start(workbook, settings)) {
            var file = "sku,name\nA1,one\n,two\n";
            var brought = as(editor, guarded, "POST", IMPORT, file);
            assertThat(brought.statusCode()).as(brought.body()).isEqualTo(202);
            assertThat(json(brought.body()).path("editor").asText()).isEqualTo("ann");
            var job = "/jobs/" + json(brought.body()).path("id").asText();
            ended(brought);

            assertThat(as(reader, guarded, "GET", job, "").statusCode()).isEqualTo(200);
            assertThat(as(reader, guarded, "GET", job + "/rejects", "").body()).contains("3,sku");
            for (var refused : List.of(
                    as(reader, guarded, "POST", IMPORT, file),
                    as(reader, guarded, "DELETE", job, ""),
                    as(reader, guarded, "POST", job + "/retry", ""))) {
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
                assertThat(refused.body()).contains("/problems/forbidden", "that takes the role editor");
            }
            var fetch = IMPORT + "&source=https://files.example.com/plan/x.csv";
            assertThat(as(reader, guarded, "POST", fetch, "").body()).contains("/problems/forbidden");
            assertThat(as(confined, guarded, "POST", fetch, "").body()).contains("/problems/forbidden");
            assertThat(place.offsets()).isEmpty();
            var beyond = as(confined, guarded, "POST", IMPORT, file);
            assertThat(beyond.statusCode()).as(beyond.body()).isEqualTo(403);
            assertThat(beyond.body()).contains("/problems/forbidden");
            assertThat(as(confined, guarded, "GET", "/jobs", "").body()).isEqualTo("{\"jobs\":[]}");
            assertThat(as(confined, guarded, "GET", job, "").statusCode()).isEqualTo(404);
            assertThat(as(confined, guarded, "GET", job + "/rejects", "").statusCode())
                    .isEqualTo(404);
            assertThat(as(confined, guarded, "DELETE", job, "").statusCode()).isEqualTo(404);
        }
    }
}
