package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
    @TempDir
    Path folder;

    private final TwinWorkbooks workbooks = new TwinWorkbooks();
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, workbooks);
    }

    @Test
    void it_serves_a_seeded_workbook_and_leaves_nothing() throws IOException {
        List<Path> during = new ArrayList<>();
        shell.stop = new StopSignal() {
            @Override
            public void listen() {}

            @Override
            public int await() {
                during.addAll(temporary());
                return ExitCode.INTERRUPTED;
            }
        };
        var result = shell.run("demo", "--port", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(workbooks.log).containsExactly("open", "serve on 127.0.0.1", "end of service");
        assertThat(during).hasSize(1);
        assertThat(temporary()).isEmpty();
    }

    @Test
    void it_prints_commands_to_try_with_values_of_its_own() {
        var out = shell.run("demo", "--port", "0").out();
        assertThat(out)
                .contains("curl -N -H 'Accept: text/event-stream' http://127.0.0.1:4711/get_updates\n")
                .contains("(Kunde Group sold 175 in 2024-03)")
                .contains("curl -H 'Content-Type: application/json' http://127.0.0.1:4711/update_cell -d"
                        + " '{\"table\":\"sales_summary_by_product_family\",\"column\":\"quantity\",\"value\":200,"
                        + "\"condition\":{\"supplier\":\"Kunde Group\",\"invoice_date_month\":\"2024-03\"}}'\n")
                .contains("curl 'http://127.0.0.1:4711/view_table/sales_summary_by_product_family?format=csv'\n")
                .contains("curl -H 'Content-Type: application/json' http://127.0.0.1:4711/webhooks -d"
                        + " '{\"url\":\"http://127.0.0.1:9000/\",\"types\":[\"cell.updated\"]}'\n");
        assertThat(out.lines().filter(line -> line.contains("curl "))).hasSize(4);
    }

    @Test
    void an_apostrophe_in_a_name_does_not_end_the_quotes() {
        for (long seed = 0; seed < 200; seed++) {
            var out = shell.run("demo", "--port", "0", "--seed", Long.toString(seed))
                    .out();
            var edit = out.lines()
                    .filter(line -> line.contains("update_cell"))
                    .findFirst()
                    .orElseThrow();
            var data = edit.substring(edit.indexOf(" -d ") + 4);
            assertThat(data.replace("'\\''", "").chars().filter(c -> c == '\'').count())
                    .isEqualTo(2);
            if (data.contains("'\\''")) {
                return;
            }
        }
        throw new AssertionError("no seed with an apostrophe in 200");
    }

    @Test
    void a_start_that_fails_leaves_nothing_either() throws IOException {
        var failing = new TwinWorkbooks();
        shell.workbooks = (Workbooks) java.lang.reflect.Proxy.newProxyInstance(
                Workbooks.class.getClassLoader(), new Class<?>[] {Workbooks.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("serve")) {
                        assertThat(temporary()).hasSize(1);
                        throw CommandFailedException.away("the port was taken meanwhile");
                    }
                    return method.invoke(failing, arguments);
                });
        var result = shell.run("demo", "--port", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.AWAY);
        assertThat(temporary()).isEmpty();
    }

    @Test
    void a_port_that_is_taken_gives_4_and_the_remedy_before_any_work() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var result = shell.run("demo", "--port", Integer.toString(taken.getLocalPort()), "--sales", "1000000000");
            assertThat(result.exitCode()).isEqualTo(ExitCode.AWAY);
            assertThat(result.err()).contains("is taken; choose another with --port");
        }
    }

    @Test
    void the_folder_of_a_demo_that_was_killed_is_deleted_and_that_of_a_living_one_is_not() throws Exception {
        var killed = Files.createDirectory(shell.temporary.resolve("ducksheet-demo-killed"));
        Files.createFile(killed.resolve("lock"));
        Files.createFile(killed.resolve("demo.duckdb"));
        var others = Files.createDirectory(shell.temporary.resolve("ducksheet-demo-of-somebody"));
        try (var living = DemoFolder.in(shell.temporary)) {
            shell.given("demo", "--port", "0");
            assertThat(temporary())
                    .containsExactlyInAnyOrder(others, living.file().getParent());
        }
    }

    @Test
    void sizes_and_ports_that_are_none_are_usage_errors() {
        assertThat(shell.run("demo", "--sales", "0").err()).contains("0 sales; a demo has between 1 and");
        assertThat(shell.run("demo", "--port", "70000").err()).contains("--port is '70000'");
        assertThat(shell.run("demo", "--port", "70000").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private List<Path> temporary() {
        try (var entries = Files.list(shell.temporary)) {
            return entries.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
