package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerCommandTest {
    private static final String REDIS = "redis://user:hush@localhost";

    @TempDir
    Path folder;

    private final TwinWorkbooks workbooks = new TwinWorkbooks();
    private Shell shell;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, workbooks);
        file = Files.createFile(folder.resolve("plan.duckdb"));
    }

    @Test
    void it_works_until_it_is_told_to_end_and_shows_no_password() {
        var result = shell.run("worker", "--workbook", "plan.duckdb", "--queue", REDIS);
        assertThat(result.out()).isEqualTo("Reading files of imports into " + file + ". Ctrl-C ends it.\n");
        assertThat(result.exitCode()).isZero();
        assertThat(workbooks.log).containsExactly("worker at " + file + " of " + REDIS, "worker ended");
    }

    @Test
    void on_ctrl_c_it_says_so() {
        shell.stop = new StopSignal() {
            @Override
            public void listen() {}

            @Override
            public int await() {
                return ExitCode.INTERRUPTED;
            }
        };
        shell.variables.put("DUCKSHEET_QUEUE", REDIS);
        assertThat(shell.run("worker", "--workbook", "plan.duckdb").exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void it_needs_a_redis() {
        var result = shell.run("worker", "--workbook", "plan.duckdb");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("the embedded queue has no workers; name a Redis with --queue");
    }

    @Test
    void it_needs_the_workbook_here() {
        var missing = shell.run("worker", "--workbook", "none.duckdb", "--queue", REDIS);
        assertThat(missing.exitCode()).isEqualTo(ExitCode.AWAY);
        assertThat(missing.err())
                .startsWith("ducksheet: there is no workbook ")
                .contains("none.duckdb here; name the one that the server has");
        var remote = shell.run("worker", "--url", "http://127.0.0.1:1", "--queue", REDIS);
        assertThat(remote.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(remote.err()).contains("a worker needs --workbook FILE");
        assertThat(workbooks.log).isEmpty();
    }
}
