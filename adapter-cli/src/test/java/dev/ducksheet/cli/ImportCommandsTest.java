package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Files from the command line. The twin of the store reads the plainest files alone, and is not among the worlds. */
@ParameterizedClass
@EnumSource(value = World.class, names = "TWIN", mode = EnumSource.Mode.EXCLUDE)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ImportCommandsTest {
    private static final String NONE = "019b76da-a800-7000-8000-00000000ffff";
    private static final Pattern JOB = Pattern.compile("job ([0-9a-f-]{36})");

    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void makeTables() throws IOException {
        shell = world.seeded(folder);
        shell.given(
                "tables", "create", "prices", "id INTEGER", "name TEXT", "amount DECIMAL(18,2)", "--primary-key", "id");
        shell.given("tables", "create", "loose", "sku TEXT", "name TEXT");
    }

    private String file(String name, String... lines) throws IOException {
        return file(name, StandardCharsets.UTF_8, lines);
    }

    private String file(String name, Charset charset, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n", charset)
                .toString();
    }

    private String rows(String table) {
        var result = shell.run("view", table, "--format", "csv");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.out();
    }

    private static String job(Shell.Result result) {
        var matcher = JOB.matcher(result.out());
        assertThat(matcher.find()).as(result.toString()).isTrue();
        return matcher.group(1);
    }

    private static void assertDone(Shell.Result result, String sentence) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out().replaceAll("version \\d+, job [0-9a-f-]{36}", "…"))
                .isEqualTo(sentence + ", …\n");
        assertThat(result.err()).isEmpty();
    }

    private static void assertRefused(Shell.Result result, String... reasons) {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).startsWith("ducksheet: ").contains(reasons);
    }

    @Test
    void rows_come_in_change_and_stay_as_they_are() throws IOException {
        assertDone(
                shell.run("ingest", file("a.csv", "id,name,amount", "1,one,1.50", "2,two,"), "--table", "prices"),
                "prices: 2 inserted, 0 updated, 0 unchanged of 2 rows");
        var more = file("b.ndjson", "{\"id\": 2, \"amount\": 2.5}", "{\"id\": 3}", "{\"amount\": 1.5, \"id\": 1}");
        assertDone(
                shell.run("update", more, "--table", "prices"), "prices: 1 inserted, 1 updated, 1 unchanged of 3 rows");
        assertDone(
                shell.run("update", more, "--table", "prices"), "prices: 0 inserted, 0 updated, 3 unchanged of 3 rows");
        assertThat(rows("prices")).isEqualTo("id,name,amount\n1,one,1.5\n2,two,2.5\n3,,\n");
    }

    @Test
    void a_file_elsewhere_is_fetched_by_whoever_has_the_workbook() throws IOException {
        var place = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        place.createContext("/a.csv", exchange -> {
            try (exchange) {
                var file = "id,name\n1,one\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, file.length);
                exchange.getResponseBody().write(file);
            }
        });
        place.start();
        try {
            var url = "http://127.0.0.1:" + place.getAddress().getPort() + "/";
            assertDone(
                    shell.run("ingest", url + "a.csv?token=secret", "--table", "prices"),
                    "prices: 1 inserted, 0 updated, 0 unchanged of 1 row");
            assertThat(rows("prices")).isEqualTo("id,name,amount\n1,one,\n");
            var again = shell.run("update", url + "a.csv?token=secret", "--table", "prices", "--json");
            assertThat(again.out()).contains("\"source\":\"" + url + "a.csv\"").doesNotContain("secret");
            var missing = shell.run("update", url + "b.csv?token=secret", "--table", "prices");
            assertRefused(missing, url + "b.csv: ", "answers 404");
            assertThat(missing.toString()).doesNotContain("secret");
        } finally {
            place.stop(0);
        }
        assertRefused(shell.run("ingest", "ftp://127.0.0.1/a.csv", "--table", "prices"), "not by 'ftp'");
        assertRefused(shell.run("ingest", "https://example.com/../a.csv", "--table", "prices"), "no URL to fetch");
    }

    @Test
    void what_is_left_out_is_counted_and_shown() throws IOException {
        var result = shell.run(
                "ingest",
                file("a.csv", "sku,name", "a1,one", ",two", "A1,three"),
                "--table",
                "loose",
                "--key",
                "sku",
                "--ignore-case",
                "--mode",
                "upsert");
        assertDone(result, "loose: 1 inserted, 0 updated, 0 unchanged, 1 superseded, 1 rejected of 3 rows");
        assertThat(rows("loose")).isEqualTo("sku,name\nA1,three\n");
        var rejects = shell.run("jobs", "rejects", job(result)).out().lines().toList();
        assertThat(rejects).hasSize(2);
        assertThat(rejects.get(0)).startsWith("record,column,reason,");
        assertThat(rejects.get(1)).startsWith("3,sku,");
        var superseded =
                shell.run("jobs", "superseded", job(result)).out().lines().toList();
        assertThat(superseded).hasSize(2);
        assertThat(superseded.get(0)).startsWith("record,superseded_by,");
        assertThat(superseded.get(1)).startsWith("2,4,");
    }

    @Test
    void a_row_that_does_not_fit_stops_all_if_that_is_wished() throws IOException {
        var file = file("a.csv", "id,name", "1,one", "two,two");
        var stopped = shell.run("ingest", file, "--table", "prices", "--on-error", "stop");
        assertRefused(stopped, "a.csv: ", "record 3");
        assertThat(stopped.out()).startsWith("prices: failed, ");
        assertThat(rows("prices")).isEqualTo("id,name,amount\n");
        assertDone(
                shell.run("ingest", file, "--table", "prices", "--on-error", "reject-row"),
                "prices: 1 inserted, 0 updated, 0 unchanged, 1 rejected of 2 rows");
        assertThat(shell.run("ingest", file, "--table", "prices", "--on-error", "ignore")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_file_is_written_as_it_is_said() throws IOException {
        var file = file("a.txt", Charset.forName("windows-1252"), "7;'Größe; L';1.50", "8;'two';y");
        assertDone(
                shell.run(
                        "ingest",
                        file,
                        "--table",
                        "prices",
                        "--no-header",
                        "--delimiter",
                        ";",
                        "--quote",
                        "'",
                        "--charset",
                        "windows-1252",
                        "--format",
                        "csv"),
                "prices: 1 inserted, 0 updated, 0 unchanged, 1 rejected of 2 rows");
        var tabs = file("b.csv", "Artikel\tBezeichnung\tNotiz", "7\tGröße\tx");
        assertDone(
                shell.run(
                        "ingest",
                        tabs,
                        "--table",
                        "prices",
                        "--delimiter",
                        "tab",
                        "--column",
                        "Artikel=id",
                        "--column",
                        "Bezeichnung=name",
                        "--column",
                        "Notiz="),
                "prices: 0 inserted, 1 updated, 0 unchanged of 1 row");
        assertThat(rows("prices")).isEqualTo("id,name,amount\n7,Größe,1.5\n");
        assertRefused(shell.run("ingest", tabs, "--table", "prices", "--format", "xlsx"), "csv, ndjson or parquet");
        assertRefused(shell.run("ingest", tabs, "--table", "prices", "--delimiter", "ab"), "one character");
    }

    @Test
    void a_file_replaces_what_is_there_and_what_is_new_alone_is_inserted() throws IOException {
        shell.given("ingest", file("a.csv", "id,name", "1,one", "2,two"), "--table", "prices");
        assertDone(
                shell.run(
                        "ingest",
                        file("b.csv", "id,name", "2,other", "3,three"),
                        "--table",
                        "prices",
                        "--mode",
                        "insert"),
                "prices: 1 inserted, 0 updated, 0 unchanged, 1 rejected of 2 rows");
        assertDone(
                shell.run(
                        "ingest",
                        file("c.csv", "id,name", "3,three", "4,four"),
                        "--table",
                        "prices",
                        "--mode",
                        "replace"),
                "prices: 1 inserted, 0 updated, 1 unchanged, 2 deleted of 2 rows");
        assertThat(rows("prices")).isEqualTo("id,name,amount\n3,three,\n4,four,\n");
    }

    @Test
    void several_files_come_one_after_the_other_up_to_the_first_that_does_not() throws IOException {
        var good = file("a.csv", "id,name", "1,one");
        var bad = file("b.csv", "id,colour", "2,red");
        var never = file("c.csv", "id,name", "3,three");
        var result = shell.run("ingest", good, bad, never, "--table", "prices");
        assertRefused(result, "b.csv: ", "colour");
        assertThat(result.out().lines()).hasSize(2);
        assertThat(rows("prices")).isEqualTo("id,name,amount\n1,one,\n");
        assertRefused(shell.run("ingest", never, folder + "/none.csv", "--table", "prices"), "there is no file ");
        assertThat(rows("prices")).isEqualTo("id,name,amount\n1,one,\n");
    }

    @Test
    void a_file_of_no_bytes_is_told_as_such() throws IOException {
        var file = Files.createFile(folder.resolve("empty.csv")).toString();
        assertRefused(shell.run("ingest", file, "--table", "prices"), "empty.csv: ", "empty");
    }

    @Test
    void what_does_not_go_with_the_catalogue_is_refused_before_the_file_is_sent() throws IOException {
        var file = file("a.csv", "sku,name", "a1,one");
        assertRefused(shell.run("ingest", file, "--table", "nothing", "--key", "sku"), "(unknown-table)");
        assertRefused(shell.run("ingest", file, "--table", "loose", "--key", "id"), "(unknown-column)");
        assertRefused(shell.run("update", file, "--table", "loose"), "loose has no key; name with --key");
        assertThat(shell.run("ingest", file).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("jobs", "list").out()).isEqualTo("There are none.\n");
        assertDone(
                shell.run("update", file, "--table", "loose", "--key", "sku,name", "--api-key", "dk_x"),
                "loose: 1 inserted, 0 updated, 0 unchanged of 1 row");
    }

    @Test
    void jobs_are_listed_and_shown() throws IOException {
        var one = job(shell.run("ingest", file("a.csv", "id", "1"), "--table", "prices", "--editor", "ann"));
        var two = job(shell.run("ingest", file("b.csv", "colour", "1"), "--table", "prices"));
        var list = shell.run("jobs", "list", "--format", "csv").out().lines().toList();
        assertThat(list.get(0)).startsWith("id,state,percent,table,file,");
        assertThat(list.subList(1, 3))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(one + ",done,100 %,prices,a.csv,")
                        .endsWith(",ann,1,1,0,0,0,0,0"));
        assertThat(list.subList(1, 3)).anySatisfy(line -> assertThat(line).startsWith(two + ",failed,"));
        assertThat(shell.run("jobs", "show", one).out())
                .startsWith("prices: 1 inserted, ")
                .contains("job " + one);
        var failed = shell.run("jobs", "show", two);
        assertThat(failed.exitCode()).isZero();
        assertThat(failed.out()).startsWith("prices: failed, ").contains("colour");
        assertThat(shell.run("jobs", "show", two, "--json").out())
                .startsWith("{\"id\":\"" + two + "\",\"state\":\"failed\",\"percent\":")
                .contains("\"reason\":\"");
    }

    @Test
    void machines_get_json_a_line_for_each_file() throws IOException {
        var result = shell.run(
                "ingest", file("a.csv", "id", "1"), file("b.csv", "id", "2", "2"), "--table", "prices", "--json");
        var lines = result.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"state\":\"done\",\"percent\":100,\"table\":\"prices\",\"file\":\"a.csv\"");
        assertThat(lines.get(1))
                .contains(
                        "\"rows\":{\"read\":2,\"inserted\":1,\"updated\":0,\"unchanged\":0,\"superseded\":1,\"rejected\":0,"
                                + "\"deleted\":0}");
    }

    @Test
    void a_job_that_failed_is_tried_again_to_its_end() throws IOException {
        var failed = job(shell.run("ingest", file("a.csv", "id,colour", "1,red"), "--table", "prices"));
        var again = shell.run("jobs", "retry", failed);
        assertRefused(again, "colour");
        assertThat(again.out()).startsWith("prices: failed, ");
        shell.given("tables", "alter", "prices", "--add", "colour TEXT");
        assertDone(shell.run("jobs", "retry", failed), "prices: 1 inserted, 0 updated, 0 unchanged of 1 row");
        assertRefused(shell.run("jobs", "retry", failed), "only one that failed is retried");
    }

    @Test
    void a_job_is_cancelled_before_it_is_merged_and_not_after() throws IOException {
        var waiting = waiting();
        assertThat(shell.run("jobs", "cancel", waiting).out()).startsWith("prices: cancelled, 0 %, job " + waiting);
        var done = job(shell.run("ingest", file("a.csv", "id", "1"), "--table", "prices"));
        assertRefused(shell.run("jobs", "cancel", done), "done already");
    }

    /** Returns a job whose file has not come yet. */
    private String waiting() {
        var spec = new ImportSpec(
                "prices",
                new Merging(Merging.Mode.UPSERT, List.of("id"), false, Merging.Misfits.LEFT_OUT),
                "later.csv",
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.of(10));
        try (var workbook = shell.workbooks.open(new WorkbookSource.Local(folder.resolve("w")))) {
            var opening = workbook.importFiles().open(spec, true, Signature.of("ann"));
            return ((Opening.Opened) opening).job().id().toString();
        }
    }

    @Test
    void there_is_no_such_job() {
        for (var command : List.of("show", "cancel", "retry", "rejects", "superseded")) {
            assertRefused(shell.run("jobs", command, NONE), "there is no job " + NONE, "jobs list");
            assertThat(shell.run("jobs", command, "seven").exitCode()).isEqualTo(ExitCode.USAGE);
        }
    }
}
