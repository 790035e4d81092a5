package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.imports.Source;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the server fetches when it is told where they are. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FetchRoutesTest extends WithImports {
    private static final String URL = "https://files.example.com/plan/products.csv?token=secret";
    private static final String FILE = "sku,name\nA1,one\n";

    private static String from(String url) {
        return IMPORT + "&source=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> ask(String path) {
        return send("POST", path, "");
    }

    @Test
    void a_file_is_fetched_by_a_job_that_never_shows_the_query_of_its_url() {
        place.put(Source.of(URL), FILE.getBytes(StandardCharsets.UTF_8));
        var answer = ask(from(URL));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/jobs/" + json(answer.body()).path("id").asText());
        var done = ended(answer);
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("done");
        assertThat(done.path("source").asText()).isEqualTo("https://files.example.com/plan/products.csv");
        assertThat(done.path("file").asText()).isEqualTo("products.csv");
        assertThat(done.path("size_bytes").asLong()).isEqualTo(FILE.length());
        assertThat(rows()).isEqualToIgnoringNewLines(FILE);
        var sent = piece("/imports/uploads/" + done.path("id").asText(), 0, FILE);
        assertThat(sent.statusCode()).isEqualTo(409);
        assertThat(sent.body())
                .contains("the file is fetched from https://files.example.com/plan/products.csv, and none is sent");
        assertThat(answer.body() + done + sent.body() + client.get("/jobs").body())
                .doesNotContain("secret");
    }

    @Test
    void a_file_that_is_not_there_fails_its_job_by_name() {
        var failed = ended(ask(from(URL)));
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("reason").asText())
                .contains("https://files.example.com/plan/products.csv")
                .doesNotContain("secret");
    }

    @Test
    void a_place_that_is_not_allowed_is_refused_with_what_would_allow_it() {
        var answer = ask(from("https://files.example.com/other/products.csv?token=secret"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("/problems/source-not-allowed", "--import-from", "\"pointer\":\"/source\"")
                .doesNotContain("secret");
        assertThat(json(client.get("/jobs").body()).path("jobs")).hasToString("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "products.csv?token=secret",
                "ftp://files.example.com/plan/x.csv?token=secret",
                "https://me:secret@files.example.com/plan/x.csv",
                "https://files.example.com/plan/../x.csv?token=secret",
                "s3://bucket"
            })
    void what_is_no_url_of_a_file_is_refused_without_its_secrets(String url) {
        var answer = ask(from(url));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("/problems/invalid-parameter", "source: ")
                .doesNotContain("secret");
    }

    @Test
    void a_file_is_sent_or_fetched_and_not_both() {
        var form = """
                --frontier\r
                Content-Disposition: form-data; name="file"; filename="x.csv"\r
                \r
                sku
                \r
                --frontier--\r
                """;
        for (var both : new HttpResponse<?>[] {
            upload(from(URL), FILE),
            client.post(from(URL), form, "Content-Type", "multipart/form-data; boundary=\"frontier\""),
            send(
                    "POST",
                    from(URL).replace("/imports", "/imports/uploads"),
                    "",
                    "Tus-Resumable",
                    "1.0.0",
                    "Upload-Length",
                    "9")
        }) {
            assertThat(both.statusCode()).as(String.valueOf(both.body())).isEqualTo(400);
            assertThat(String.valueOf(both.body()))
                    .contains("/problems/invalid-parameter")
                    .doesNotContain("secret");
        }
        assertThat(json(client.get("/jobs").body()).path("jobs")).hasToString("[]");
    }
}
