package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeCommandTest {
    @TempDir
    Path folder;

    private final TwinWorkbooks workbooks = new TwinWorkbooks();
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, workbooks);
    }

    @Test
    void a_workbook_is_served_until_the_end_and_created_if_it_is_missing() {
        var result = shell.run("serve", "--workbook", "w", "--port", "0", "--open");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo("Created and serving " + folder.resolve("w") + " at http://127.0.0.1:4711,"
                        + " open to everybody on this machine. Ctrl-C ends it.\n");
        assertThat(workbooks.log).containsExactly("open", "serve on 127.0.0.1", "end of service");
        assertThat(shell.run("serve", "--workbook", "w", "--port", "0", "--open")
                        .out())
                .startsWith("Serving ");
    }

    @Test
    void an_interrupt_gives_130() {
        shell.stop = new StopSignal() {
            @Override
            public void listen() {
                workbooks.log.add("listen");
            }

            @Override
            public int await() {
                workbooks.log.add("signal");
                return ExitCode.INTERRUPTED;
            }
        };
        var result = shell.run("serve", "--workbook", "w", "--port", "0", "--open", "--host", "localhost");
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(workbooks.log).containsExactly("open", "listen", "serve on localhost", "signal", "end of service");
    }

    @Test
    void the_first_start_that_is_not_open_makes_a_key_for_an_admin_and_no_other_does() {
        var first = shell.run("serve", "--workbook", "w", "--port", "0");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .containsPattern("The first API key, for an admin; it is not shown again: dk_[0-9a-z]{40}\n")
                .contains(", to those who have an API key. Ctrl-C ends it.");
        assertThat(first.err()).isEmpty();
        assertThat(shell.run("serve", "--workbook", "w", "--port", "0").out()).doesNotContain("dk_");
        shell.given("keys", "revoke", "admin", "--workbook", "w");
        assertThat(shell.run("serve", "--workbook", "w", "--port", "0").out()).doesNotContain("dk_");
        assertThat(shell.run("serve", "--workbook", "other", "--port", "0", "--open")
                        .out())
                .doesNotContain("dk_");
    }

    @Test
    void beyond_this_machine_and_without_tls_it_warns() {
        assertThat(shell.run("serve", "--workbook", "w", "--port", "0", "--host", "0.0.0.0")
                        .err())
                .contains("without TLS, keys and rows can be read on their way");
    }

    @Test
    void security_that_cannot_be_is_refused_before_anything_is_opened() {
        for (var wrong : List.of(
                List.of("--tls-certificate", "c.pem"),
                List.of("--tls-key", "k.pem"),
                List.of("--tls-keystore", "s.p12", "--tls-key", "k.pem"),
                List.of("--cors-origins", "*"),
                List.of("--jwks", "https://login.example/keys"),
                List.of("--jwks", "http://login.example/keys", "--jwt-issuer", "i", "--jwt-audience", "a"),
                List.of("--jwks", "k.json", "--jwt-issuer", "i", "--jwt-audience", "a", "--jwt-roles", "a=root"))) {
            var arguments = new ArrayList<>(List.of("serve", "--workbook", "w", "--port", "0"));
            arguments.addAll(wrong);
            var result = shell.run(arguments.toArray(String[]::new));
            assertThat(result.exitCode()).as(wrong + result.err()).isEqualTo(ExitCode.REFUSED);
        }
        assertThat(shell.run("serve", "--workbook", "w", "--rate-limit", "many").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(workbooks.log).isEmpty();
    }

    @Test
    void open_is_for_this_machine_alone() {
        var result = shell.run("serve", "--workbook", "w", "--open", "--host", "0.0.0.0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("needs a loopback address such as 127.0.0.1 and not 0.0.0.0");
    }

    @Test
    void a_redis_queue_is_what_the_workbook_is_hosted_behind() {
        var result = shell.run("serve", "--workbook", "w", "--open", "--port", "0", "--queue", "redis://localhost");
        assertThat(result.exitCode()).isZero();
        assertThat(workbooks.log).startsWith("queue redis://localhost", "open");
        assertThat(shell.run("serve", "--workbook", "w", "--open", "--queue", "kafka")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_port_that_is_taken_gives_4_and_the_remedy() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var result = shell.run("serve", "--workbook", "w", "--open", "--port", port);
            assertThat(result.exitCode()).isEqualTo(ExitCode.AWAY);
            assertThat(result.err())
                    .isEqualTo("ducksheet: port " + port + " on 127.0.0.1 is taken; choose another with --port,"
                            + " or any that is free with --port 0\n");
            assertThat(workbooks.log).isEmpty();
        }
    }

    @Test
    void a_url_cannot_be_served() {
        var result = shell.run("serve", "--url", "http://localhost:1", "--open");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("serve needs --workbook FILE");
    }

    @Test
    void what_the_environment_says_is_heeded_and_checked() {
        shell.variables.put("DUCKSHEET_WORKBOOK", "w");
        shell.variables.put("DUCKSHEET_OPEN", "true");
        shell.variables.put("DUCKSHEET_PORT", "0");
        assertThat(shell.run("serve").exitCode()).isZero();
        shell.variables.put("DUCKSHEET_PORT", "80 80");
        var result = shell.run("serve");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("DUCKSHEET_PORT is '80 80'; a port is a number from 0 to 65535");
    }
}
