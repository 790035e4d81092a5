package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ducksheet.core.model.ColumnType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be worked on is told of in one sentence, and left as it was. */
class FileFailuresTest {
    private static final int AWAY = 4;
    private static final Tree TREE = new Tree(ColumnType.bigint(), 1, 1, 1, 2);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void make() {
        file = folder.resolve("book.duckdb");
        Server.make(file, TREE::load);
    }

    @Test
    void a_file_that_a_server_has_open_is_told_with_its_process_and_the_way_through_it() throws Exception {
        try (var server = Cli.serve(file)) {
            for (var command : List.of("serve", "view")) {
                var result = run(List.of(), command, file);
                assertThat(sentence(result)).contains(file.toString(), "is open in process " + server.pid(), "--url");
            }
            assertThat(new Api(server.uri())
                            .update(Edit.OfLeaf.of(1, Edit.Op.SET, 7))
                            .status())
                    .isEqualTo(200);
            assertThat(server.terminate().exitCode()).isZero();
        }
    }

    @Test
    void a_file_that_is_no_workbook_is_left_alone() throws Exception {
        Files.writeString(file, "supplier,brand\nS,B\n".repeat(1000));

        assertThat(unharmed("view")).contains(file.toString(), "no DuckDB file");
    }

    @Test
    void a_damaged_file_is_left_alone() throws Exception {
        var bytes = Files.readAllBytes(file);
        for (int i = 4096; i < Math.min(bytes.length, 16384); i++) {
            bytes[i] ^= 0x5a;
        }
        Files.write(file, bytes);

        assertThat(unharmed("view")).contains(file.toString(), "damaged");
    }

    @Test
    void a_file_that_was_cut_short_is_left_alone() throws Exception {
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, 12288 + 100));

        assertThat(unharmed("view")).contains(file.toString());
    }

    @Test
    void a_file_of_a_newer_ducksheet_is_left_alone() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE ducksheet.state SET format = 1000");
        }

        assertThat(unharmed("view")).contains(file.toString(), "newer Ducksheet", "1000");
    }

    @Test
    void a_driver_that_finds_no_room_to_unpack_itself_is_told_of_with_the_place() throws Exception {
        var cramped = List.of("sh", "-c", "ulimit -f 128; exec \"$@\"", "sh");
        for (var command : List.of("view", "serve")) {
            assertThat(unharmed(cramped, command)).contains("native library", System.getProperty("java.io.tmpdir"));
        }
    }

    @Test
    void a_server_whose_disk_is_full_says_so_and_loses_nothing_that_it_had_answered() throws Exception {
        var history = new History(TREE);
        int applied = 0;
        try (var server = Cli.serve(file)) {
            letFilesGrowTo(Files.size(file) + 20_000, server);
            var api = new Api(server.uri());
            var answer = new Api.Answer(200, java.util.Optional.empty(), Json.object());
            while (answer.status() == 200 && applied < 20_000) {
                var key = "key-" + applied;
                var edit = Edit.OfNode.of(List.of("S0"), 1000 + applied);
                answer = api.update(edit, "Ducksheet-Editor", key);
                history.sent(new History.Sent(key, edit, told(answer)));
                applied++;
            }
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("unavailable");
            assertThat(answer.body().toString()).doesNotContain(folder.toString());
            server.kill();
        }
        try (var server = Cli.serve(file)) {
            history.check(new Api(server.uri()));
            assertThat(history.last()).isBetween((long) applied - 1, (long) applied);
        }
    }

    @Test
    void a_file_of_rows_that_finds_no_room_is_told_so_and_edits_go_on() throws Exception {
        try (var server = Cli.serve(file)) {
            var api = new Api(server.uri());
            letFilesGrowTo(Files.size(file) + 4_000_000, server);
            var rows = "id,v\n" + "1,2\n".repeat(2_000_000);
            var answer = api.post("/imports?table=leaf&mode=insert", rows, "Content-Type", "text/csv");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(507);
            assertThat(answer.problem()).isEqualTo("insufficient-storage");
            assertThat(answer.body().toString()).doesNotContain(folder.toString());
            var job = api.get("/jobs").body().path("jobs").path(0);
            assertThat(job.path("state").asText()).isEqualTo("failed");
            assertThat(job.path("reason").asText()).isNotBlank();
            assertThat(api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 7)).status()).isEqualTo(200);
        }
    }

    private static History.Told told(Api.Answer answer) {
        return answer.status() == 200
                ? new History.Told.Applied(
                        answer.body().path("version").asLong(),
                        answer.body().path("update_id").asText())
                : new History.Told.Nothing();
    }

    /** No file may grow beyond this: as near to a full disk as one comes without a disk of one's own. */
    private static void letFilesGrowTo(long bytes, Cli server) throws Exception {
        var limit = new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes)
                .inheritIO()
                .start();
        assertThat(limit.waitFor()).isZero();
    }

    @Test
    void a_folder_in_place_of_a_file_is_told() throws Exception {
        var result = run(List.of(), "view", folder);

        assertThat(sentence(result)).contains(folder.toString(), "directory");
    }

    @Test
    void a_file_that_is_not_there_is_told_and_not_made() throws Exception {
        var missing = folder.resolve("missing.duckdb");

        assertThat(sentence(run(List.of(), "view", missing))).contains(missing.toString());
        assertThat(missing).doesNotExist();
    }

    @Test
    void a_file_in_a_folder_that_is_not_there_is_told() throws Exception {
        var lost = folder.resolve("nowhere").resolve("book.duckdb");

        assertThat(sentence(run(List.of(), "serve", lost))).contains(lost.toString(), "folder");
        assertThat(lost.getParent()).doesNotExist();
    }

    @Test
    void a_file_that_may_not_be_written_is_told() throws Exception {
        permit(file, "r--r--r--");

        assertThat(unharmed(withoutSuperpowers(), "view")).contains(file.toString(), "cannot be written");
    }

    @Test
    void a_folder_that_may_not_be_written_is_told() throws Exception {
        permit(folder, "r-xr-xr-x");
        try {
            var missing = folder.resolve("new.duckdb");
            assertThat(sentence(run(withoutSuperpowers(), "serve", missing)))
                    .contains(missing.toString(), "cannot be written");
        } finally {
            permit(folder, "rwxr-xr-x");
        }
    }

    /** The superuser may write whatever the permissions say; this takes that right from it, as it is on a server. */
    private static List<String> withoutSuperpowers() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        var setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(
                Files.isExecutable(setpriv), "permissions bind no superuser, and there is no setpriv to become less");
        return List.of(setpriv.toString(), "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private String unharmed(String command) throws Exception {
        return unharmed(List.of(), command);
    }

    /** Returns the sentence of a command that fails, and sees that the folder is as it was. */
    private String unharmed(List<String> prefix, String command) throws Exception {
        var before = fingerprints();
        var sentence = sentence(run(prefix, command, file));
        assertThat(fingerprints()).isEqualTo(before);
        return sentence;
    }

    private static Cli.Result run(List<String> prefix, String command, Path file) {
        return command.equals("serve")
                ? Cli.runAfter(prefix, "serve", "--workbook", file.toString(), "--open", "--port", "0")
                : Cli.runAfter(prefix, command, "leaf", "--workbook", file.toString());
    }

    private static String sentence(Cli.Result result) {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(AWAY);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> !line.startsWith("Picked up")))
                .hasSize(1);
        assertThat(result.err()).doesNotContain("Exception", "Error:");
        return result.err();
    }

    /** Returns each file of the folder with its content's digest. */
    private List<String> fingerprints() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(FileFailuresTest::fingerprint).toList();
        }
    }

    private static String fingerprint(Path path) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            return path.getFileName() + " " + new BigInteger(1, digest).toString(16);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
