package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLettersCommandTest {
    @TempDir
    Path folder;

    private final TwinWorkbooks workbooks = new TwinWorkbooks();
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, workbooks);
        shell.variables.put("DUCKSHEET_QUEUE", "redis://user:hush@localhost");
        workbooks.letters.add(new DeadLetters.Letter("5-0", "3-0", "no JSON", Map.of("data", "{", "v", "1")));
    }

    @Test
    void they_are_listed_with_the_reason_and_the_request() {
        assertThat(shell.run("dead-letters", "list").out()).isEqualTo("""
                id   entry  reason   request
                ───  ─────  ───────  ────────────
                5-0  3-0    no JSON  data={ v=1
                """.replace("────────────", "──────────"));
        assertThat(shell.run("dead-letters", "list", "--json").out()).contains("\"reason\":");
        assertThat(workbooks.log).startsWith("dead letters of redis://user:hush@localhost", "end of letters");
    }

    @Test
    void none_is_said_so() {
        workbooks.letters.clear();
        assertThat(shell.run("dead-letters", "list").out()).isEqualTo("There are none.\n");
    }

    @Test
    void one_is_retried_or_dropped_once() {
        assertThat(shell.run("dead-letters", "retry", "5-0").out()).isEqualTo("Queued again 5-0\n");
        var again = shell.run("dead-letters", "drop", "5-0");
        assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err())
                .isEqualTo("ducksheet: there is no dead letter 5-0; 'ducksheet dead-letters list' shows which there"
                        + " are\n");
    }

    @Test
    void the_embedded_queue_has_none() {
        var result = shell.run("dead-letters", "list", "--queue", "embedded");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("the embedded queue has no dead letters; name a Redis with --queue");
    }
}
