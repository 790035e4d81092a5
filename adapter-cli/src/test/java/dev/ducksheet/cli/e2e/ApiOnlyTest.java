package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers without the workbook beside the one that has it, in processes of their own. */
class ApiOnlyTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 2, 2, 2, 2);

    private final RedisRoom redis = RedisRoom.open();

    @TempDir
    private Path folder;

    private Cli writer;
    private Cli front;

    @BeforeEach
    void serve() {
        var file = folder.resolve("w.duckdb");
        Server.make(file, TREE::load);
        writer = Cli.serve(file, "--queue", redis.address());
        front = Cli.front(redis.address());
    }

    @AfterEach
    void end() {
        front.close();
        writer.close();
        redis.close();
    }

    @Test
    void an_edit_at_one_server_is_applied_and_seen_at_the_other() {
        var api = new Api(front.uri());
        Eventually.is(200, () -> api.get("/health/readiness").status());
        var answer = api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("version").asLong()).isEqualTo(1);
        var there = new Api(writer.uri());
        assertThat(there.column("leaf", "amount")).contains(CellValue.of(45));
        assertThat(api.get("/get_updates").body())
                .isEqualTo(there.get("/get_updates").body());
        assertThat(api.update(Edit.OfLeaf.of(TREE.size() + 1, Edit.Op.SET, 45)).problem())
                .isEqualTo("no-match");
    }

    @Test
    void rows_are_at_the_server_that_has_the_workbook() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(front.uri().resolve("/view_table/tree?limit=1"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location"))
                .contains(writer.uri().resolve("/view_table/tree?limit=1").toString());
        assertThat(answer.body()).contains("/problems/elsewhere");
    }

    @Test
    void the_command_line_follows_to_the_server_that_has_the_workbook() {
        var result = Cli.run(
                "view",
                "tree",
                "--limit",
                "1",
                "--format",
                "json",
                "--url",
                front.uri().toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void a_file_goes_to_the_server_that_has_the_workbook() throws IOException {
        new Api(writer.uri())
                .post(
                        "/tables",
                        "{\"name\": \"t\", \"key\": [\"id\"], \"columns\": [{\"name\": \"id\", \"type\": \"INTEGER\"}]}");
        var file = Files.writeString(folder.resolve("t.csv"), "id\n1\n2\n");
        assertThat(new Api(front.uri()).post("/imports?table=t", "id\n1\n").status())
                .isEqualTo(307);
        var result = Cli.run(
                "ingest", file.toString(), "--table", "t", "--url", front.uri().toString());
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith("t: 2 inserted, 0 updated, 0 unchanged of 2 rows, ");
    }

    @Test
    void while_nobody_writes_rows_are_503_and_edits_wait() {
        var api = new Api(front.uri());
        Eventually.is(200, () -> api.get("/health/readiness").status());
        writer.terminate();
        Eventually.is(503, () -> api.get("/view_table/tree").status());
        var answer = api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45), "Prefer", "respond-async");
        assertThat(answer.status()).isEqualTo(202);
        writer = Cli.serve(folder.resolve("w.duckdb"), "--queue", redis.address());
        Eventually.is(
                "applied",
                () -> new Api(writer.uri())
                        .get("/updates/" + answer.body().path("update_id").asText())
                        .body()
                        .path("status")
                        .asText());
    }
}
