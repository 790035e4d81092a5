package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, new TwinWorkbooks());
    }

    private void file(String content) throws IOException {
        Files.writeString(folder.resolve("ducksheet.yml"), content);
    }

    @Test
    void flags_win_over_the_environment_and_that_over_the_file_and_that_over_defaults() throws IOException {
        file("port: 1\nhost: file\nworkbook: file.duckdb\n");
        shell.variables.put("DUCKSHEET_PORT", "2");
        shell.variables.put("DUCKSHEET_HOST", "env");
        var result = shell.run("config", "--port", "3");
        assertThat(result.out()).isEqualTo("""
                        key               value                                    source
                        ────────────────  ───────────────────────────────────────  ─────────────────────────
                        workbook          file.duckdb                              workbook in ducksheet.yml
                        url               NULL                                     default
                        key               NULL                                     default
                        host              env                                      DUCKSHEET_HOST
                        port              3                                        --port
                        queue             embedded                                 default
                        api_only          false                                    default
                        advertise         NULL                                     default
                        wait_aof          off                                      default
                        history_days      30                                       default
                        history_versions  NULL                                     default
                        open              false                                    default
                        tls_certificate   NULL                                     default
                        tls_key           NULL                                     default
                        tls_keystore      NULL                                     default
                        tls_password      NULL                                     default
                        rate_limit        60000/60                                 default
                        cors_origins      NULL                                     default
                        jwks              NULL                                     default
                        jwt_issuer        NULL                                     default
                        jwt_audience      NULL                                     default
                        jwt_role_claim    roles                                    default
                        jwt_roles         reader=reader,editor=editor,admin=admin  default
                        webhook_allow     NULL                                     default
                        import_from       NULL                                     default
                        import_allow      NULL                                     default
                        otlp              NULL                                     default
                        otlp_sample       1                                        default
                        log               warn                                     default
                        log_format        text                                     default
                        """);
    }

    @Test
    void keys_and_passwords_are_masked() {
        shell.variables.put("DUCKSHEET_KEY", "dk_secret");
        shell.variables.put("DUCKSHEET_QUEUE", "redis://user:hush@localhost:6379");
        shell.variables.put("DUCKSHEET_TLS_PASSWORD", "tls-secret");
        var out = shell.run("config", "--json").out();
        assertThat(out).doesNotContain("secret").doesNotContain("hush").contains("redis://********@localhost:6379");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    import_from: files  | import_from in ducksheet.yml is 'files'; it is URLs of http, https and s3
                    port: 99999         | port in ducksheet.yml is '99999'; a port is a number from 0 to 65535
                    open: perhaps       | open in ducksheet.yml is 'perhaps'; it is true or false
                    url: localhost      | url in ducksheet.yml is 'localhost'; a server's address looks like http
                    queue: kafka://x    | queue in ducksheet.yml is 'kafka://x'; it is embedded, or a Redis URI
                    wait_aof: 0           | wait_aof in ducksheet.yml is '0'; it is off, local, or the number of replicas
                    history_days: -1    | history_days in ducksheet.yml is '-1'; it is a number of days, 0 to 36500
                    history_versions: 0 | history_versions in ducksheet.yml is '0'; it is a number of versions, at least 1
                    log: loud           | log in ducksheet.yml is 'loud'; it is one of error, warn
                    colour: blue        | ducksheet.yml sets 'colour', which is no setting; the settings are workbook, url
                    port: [1, 2]        | port in ducksheet.yml is '[1, 2]'; give it one plain value
                    - port              | is no list of settings; write one 'key: value' on each line
                    'a: b: c'           | is no YAML
                    """)
    void what_cannot_be_is_told_with_key_value_and_remedy(String content, String message) throws IOException {
        file(content);
        var result = shell.run("config");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("ducksheet: ").contains(message);
    }

    @Test
    void a_secret_that_cannot_be_is_not_shown_either() {
        shell.variables.put("DUCKSHEET_QUEUE", "rodis://user:hush@localhost");
        var result = shell.run("config");
        assertThat(result.err()).contains("rodis://********@localhost").doesNotContain("hush");
    }

    @Test
    void an_empty_file_or_variable_says_nothing() throws IOException {
        file("");
        shell.variables.put("DUCKSHEET_PORT", "");
        assertThat(shell.run("config").out()).containsPattern("port +8080 +default");
    }

    @Test
    void a_workbook_and_a_url_exclude_each_other_unless_one_comes_first() {
        shell.variables.put("DUCKSHEET_WORKBOOK", "w");
        shell.variables.put("DUCKSHEET_URL", "http://localhost:1");
        var result = shell.run("tables");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("DUCKSHEET_WORKBOOK and DUCKSHEET_URL exclude each other");
        assertThat(shell.run("tables", "--workbook", "other").err()).contains("other");
        assertThat(shell.run("tables", "--url", "http://localhost:2").err()).contains("http://localhost:2");
        assertThat(shell.run("tables", "--url", "http://localhost:2", "--workbook", "x")
                        .err())
                .contains("--workbook and --url exclude each other");
    }
}
