package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that workers read, in processes as an operator starts them, of which some are ended in the middle. */
class WorkersTest {
    /** More than a reader's silence may last, and a reading after it. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final int ROWS = 400_000;

    private final RedisRoom redis = RedisRoom.open();
    private final List<Cli> workers = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path file;
    private Cli server;
    private Api api;

    @BeforeEach
    void serve() {
        file = folder.resolve("w.duckdb");
        server = Cli.serve(file, "--queue", redis.address());
        api = new Api(server.uri());
        create("t");
    }

    @AfterEach
    void end() {
        workers.forEach(Cli::close);
        server.close();
        redis.close();
    }

    private void create(String table) {
        var created = api.post(
                "/tables",
                "{\"name\": \"" + table
                        + "\", \"key\": [\"id\"], \"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"},"
                        + " {\"name\": \"file\", \"type\": \"TEXT\"}, {\"name\": \"amount\", \"type\": \"DECIMAL(18,2)\"}]}");
        assertThat(created.status()).isEqualTo(201);
    }

    private Cli worker() {
        var worker = Cli.start("worker", "--workbook", file.toString(), "--queue", redis.address());
        assertThat(worker.next("Reading files")).contains("w.duckdb");
        workers.add(worker);
        return worker;
    }

    /** Sends a file whose rows say of which file they are; one of them is broken, one comes twice. Returns the job. */
    private String send(String table, String name, int rows) {
        var lines = IntStream.range(0, rows)
                .mapToObj(i -> i + "," + name + "," + i % 1000 + ".25")
                .collect(Collectors.joining("\n", "id,file,amount\n", "\n0," + name + ",7\nx," + name + ",1\n"));
        var sent = api.post(
                "/imports?table=" + table + "&mode=upsert&name=" + name + ".csv", lines, "Content-Type", "text/csv");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(202);
        return sent.body().path("id").asText();
    }

    private JsonNode done(String job) {
        Eventually.is(
                "done",
                LIMIT,
                () -> api.get("/jobs/" + job).body().path("state").asText());
        return api.get("/jobs/" + job).body();
    }

    private void assertIsRead(JsonNode job, int rows) {
        var counts = job.path("rows");
        assertThat(counts.path("read").asLong()).isEqualTo(rows + 2L);
        assertThat(counts.path("superseded").asLong()).isEqualTo(1);
        assertThat(counts.path("rejected").asLong()).isEqualTo(1);
        assertThat(counts.path("inserted").asLong()
                        + counts.path("updated").asLong()
                        + counts.path("unchanged").asLong())
                .isEqualTo(rows);
    }

    /** Says whether a process has taken an order that it has not answered. */
    private boolean reads(Cli process) {
        var pending = (List<?>) redis.command("XPENDING", redis.key("import_duck"), "readers", "-", "+", "100");
        return pending.stream().anyMatch(it -> ((List<?>) it).get(1).toString().contains(":" + process.pid() + ":"));
    }

    /** Sends files, each into a table of its own, until a worker reads one; returns the jobs. */
    private List<String> sendUntilItReads(Cli worker) throws InterruptedException {
        var jobs = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            var table = "big" + i;
            create(table);
            jobs.add(send(table, "f" + i, ROWS));
            for (int look = 0; look < 50; look++) {
                if (reads(worker)) {
                    return jobs;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        throw new AssertionError("the worker never took a file of " + jobs.size());
    }

    private void assertAllAreRead(List<String> jobs) {
        for (int i = 0; i < jobs.size(); i++) {
            var job = done(jobs.get(i));
            assertIsRead(job, ROWS);
            assertThat(job.path("rows").path("inserted").asLong()).isEqualTo(ROWS);
            var totals = api.post(
                    "/query", "{\"sql\": \"SELECT count(*), sum(amount), count(DISTINCT file) FROM big" + i + "\"}");
            assertThat(totals.body().path("rows").get(0).toString())
                    .as(totals.body().toString())
                    .contains(Integer.toString(ROWS));
        }
    }

    @Test
    void files_of_one_table_are_merged_in_the_order_in_which_they_came_whoever_reads_them() {
        worker();
        worker();
        var jobs = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            jobs.add(send("t", "f" + i, i % 2 == 0 ? 150_000 : 50)); // each second is read long before the one before
        }
        long version = 0;
        for (int i = 0; i < jobs.size(); i++) {
            var job = done(jobs.get(i));
            assertIsRead(job, i % 2 == 0 ? 150_000 : 50);
            assertThat(job.path("version").asLong()).isGreaterThan(version);
            version = job.path("version").asLong();
        }
        assertThat(api.rows("t", "id = 3")).allMatch(row -> row.get("file").equals(CellValue.of("f7")));
        assertThat(api.rows("t", "id = 60")).allMatch(row -> row.get("file").equals(CellValue.of("f6")));
    }

    @Test
    void a_worker_that_is_killed_while_it_reads_has_its_file_read_by_another() throws InterruptedException {
        var killed = worker();
        var jobs = sendUntilItReads(killed);
        killed.kill();
        assertThat(reads(killed)).as("killed in the middle").isTrue();
        worker();
        assertAllAreRead(jobs);
        assertThat(reads(killed)).isFalse();
    }

    @Test
    void a_worker_that_stood_still_for_too_long_is_overtaken_and_harms_nothing_when_it_goes_on()
            throws InterruptedException {
        var slow = worker();
        var jobs = sendUntilItReads(slow);
        slow.pause();
        assertThat(reads(slow)).as("stopped in the middle").isTrue();
        assertAllAreRead(jobs);
        slow.resume();
        assertAllAreRead(jobs);
        assertThat(slow.terminate().exitCode()).isZero();
        assertThat(slow.err()).doesNotContain("bug");
    }

    @Test
    void a_worker_that_is_told_to_end_gives_its_file_back() throws InterruptedException {
        var worker = worker();
        var jobs = sendUntilItReads(worker);
        var ended = worker.terminate();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(reads(worker)).isFalse();
        assertAllAreRead(jobs);
    }

    @Test
    void a_server_that_is_killed_and_started_again_has_its_files_read_though_workers_stayed()
            throws InterruptedException {
        var worker = worker();
        var jobs = sendUntilItReads(worker);
        server.kill();
        server = Cli.serve(file, "--queue", redis.address());
        api = new Api(server.uri());
        assertAllAreRead(jobs);
        assertThat(Optional.ofNullable(redis.command("XLEN", redis.key("import_duck"))))
                .contains(0L);
        assertThat(worker.terminate().exitCode()).isZero();
    }

    @Test
    void a_worker_that_does_not_see_the_files_says_so_and_ends() throws Exception {
        var other = Files.createFile(folder.resolve("other.duckdb"));
        var lost = Cli.start("worker", "--workbook", other.toString(), "--queue", redis.address());
        workers.add(lost);
        lost.next("Reading files");
        var jobs = List.of(send("t", "a", 100_000), send("t", "b", 100_000), send("t", "c", 100_000));
        var ended = lost.result();
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err())
                .startsWith("ducksheet: the file of job ")
                .endsWith("is to be read, and is not there beside " + other
                        + "; name the workbook that the server has, where its disk is seen\n")
                .hasLineCount(1);
        for (var job : jobs) {
            assertIsRead(done(job), 100_000);
        }
    }
}
