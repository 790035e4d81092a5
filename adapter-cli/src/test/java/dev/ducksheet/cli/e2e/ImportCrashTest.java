package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is killed at each stage of an import, again and again. Each file replaces the table by rows that all say which
 * file they are of: whatever becomes of it, the table is all of one file, and it is that of the last job that is done.
 */
class ImportCrashTest {
    private static final int ROUNDS = 20;
    private static final int ROWS = 40_000;

    /** Where the server is killed. */
    private enum Stage {
        RECEIVING,
        WAITING,
        PARSING,
        MERGING,
        DONE
    }

    private final long seed = Long.getLong("ducksheet.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<Stage, Integer> killed = new EnumMap<>(Stage.class);

    @TempDir
    private Path folder;

    @Test
    void an_import_resumes_or_fails_with_a_reason_and_is_never_half_merged() {
        System.out.println("ImportCrashTest: -Dducksheet.seed=" + seed);
        var file = folder.resolve("crash.duckdb");
        Server.make(
                file,
                loader -> loader.create(
                        new Table(
                                "products",
                                Stream.of("sku", "file")
                                        .map(name -> Column.of(name, Simple.TEXT))
                                        .toList(),
                                List.of()),
                        List.<List<CellValue>>of().iterator()));
        for (int round = 1; round <= ROUNDS; round++) {
            try (var server = Cli.serve(file)) {
                var api = new Api(server.uri());
                check(api, round - 1);
                killAt(server, api, Stage.values()[round % Stage.values().length], round);
            }
        }
        try (var server = Cli.serve(file)) {
            check(new Api(server.uri()), ROUNDS);
            assertThat(server.terminate().exitCode()).isZero();
        }
        System.out.println("ImportCrashTest: killed while " + killed);
    }

    /** Sends a file and kills the server at a stage, or as soon after it as it can be. */
    private void killAt(Cli server, Api api, Stage stage, int round) {
        var lines = lines(round);
        if (stage == Stage.RECEIVING) {
            var created = api.send(
                    "POST",
                    "/imports/uploads?" + parameters(round),
                    "",
                    "Tus-Resumable",
                    "1.0.0",
                    "Upload-Length",
                    Integer.toString(lines.length()));
            assertThat(created.status()).isEqualTo(201);
            var half = lines.substring(0, 1 + random.nextInt(lines.length() - 1));
            api.send(
                    "PATCH",
                    "/imports/uploads/" + created.body().path("id").asText(),
                    half,
                    "Tus-Resumable",
                    "1.0.0",
                    "Upload-Offset",
                    "0",
                    "Content-Type",
                    "application/offset+octet-stream");
        } else {
            var job = api.post("/imports?" + parameters(round), lines, "Content-Type", "text/csv");
            assertThat(job.status()).as(job.body().toString()).isEqualTo(202);
            await(api, job.body().path("id").asText(), stage);
        }
        killed.merge(stage, 1, Integer::sum);
        server.kill();
    }

    private static String lines(int round) {
        var lines = new StringBuilder("sku,file\n");
        for (int i = 0; i < ROWS; i++) {
            lines.append('s').append(i).append(",f").append(round).append('\n');
        }
        return lines.toString();
    }

    private static String parameters(int round) {
        return "table=products&key=sku&mode=replace&name=f" + round + ".csv";
    }

    private static void await(Api api, String job, Stage stage) {
        Stage now;
        do {
            var state = api.get("/jobs/" + job).body().path("state").asText();
            now = Stage.valueOf(state.toUpperCase(Locale.ROOT));
        } while (now.compareTo(stage) < 0);
    }

    /** Waits until every job is over, but for one that waits for the rest of its file, which is then sent. */
    private static void check(Api api, int rounds) {
        finish(api);
        var jobs = api.get("/jobs").body().path("jobs");
        String newest = "";
        for (JsonNode job : jobs) {
            var state = job.path("state").asText();
            assertThat(state).as(job.toString()).isIn("done", "failed");
            if (state.equals("failed")) {
                assertThat(job.path("reason").asText()).as(job.toString()).contains("cut off");
            } else {
                assertThat(job.path("rows").path("read").asLong()).isEqualTo(ROWS);
                var name = job.path("file").asText().replace(".csv", "");
                newest = newest.isEmpty() || round(name) > round(newest) ? name : newest;
            }
        }
        assertThat(jobs.size()).as("jobs after " + rounds + " files").isEqualTo(rounds);
        var files = api.column("products", "file");
        assertThat(files).hasSize(newest.isEmpty() ? 0 : ROWS);
        assertThat(files.stream().distinct()).allMatch(CellValue.of(newest)::equals);
    }

    private static int round(String name) {
        return Integer.parseInt(name.substring(1));
    }

    private static void finish(Api api) {
        boolean over;
        do {
            over = true;
            for (JsonNode job : api.get("/jobs").body().path("jobs")) {
                var state = job.path("state").asText();
                if (state.equals("receiving")) {
                    sendRest(api, job);
                }
                over &= state.equals("done") || state.equals("failed");
            }
        } while (!over);
    }

    /** The server says how much it has, which is what it had when it said so last. */
    private static void sendRest(Api api, JsonNode job) {
        int round = round(job.path("file").asText().replace(".csv", ""));
        var lines = lines(round);
        int there = job.path("received_bytes").asInt();
        var sent = api.send(
                "PATCH",
                "/imports/uploads/" + job.path("id").asText(),
                lines.substring(there),
                "Tus-Resumable",
                "1.0.0",
                "Upload-Offset",
                Integer.toString(there),
                "Content-Type",
                "application/offset+octet-stream");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(204);
    }
}
