package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class KeysCommandTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    @Test
    void a_key_is_made_listed_without_its_secret_and_revoked() {
        assertThat(shell.run("keys", "list").out()).isEqualTo("There are none.\n");
        var made = shell.run(
                "keys",
                "create",
                "north",
                "--role",
                "editor",
                "--rows",
                "sales=customer_id < 3",
                "--table",
                "product",
                "--expires",
                "2027-01-01");
        assertThat(made.exitCode()).as(made.err()).isZero();
        var secret = made.out().lines().skip(1).findFirst().orElseThrow();
        assertThat(secret).matches("dk_[0-9a-z]{40}");

        var listed = shell.run("keys", "list", "--format", "json").out();
        assertThat(listed)
                .contains(
                        "north",
                        secret.substring(0, 11),
                        "editor",
                        "product, sales where customer_id < 3",
                        "2027-01-01T00:00:00Z")
                .doesNotContain(secret, secret.substring(12));

        assertThat(shell.run("keys", "revoke", "north").out()).isEqualTo("Revoked the key of north\n");
        var again = shell.run("keys", "revoke", "north");
        assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err()).contains("there is no key 'north' in force");
        assertThat(shell.run("keys", "list", "--format", "csv").out()).contains("north");
    }

    @Test
    void what_cannot_be_a_key_is_refused_with_the_remedy() {
        shell.given("keys", "create", "ann", "--role", "reader");
        assertThat(shell.run("keys", "create", "ann", "--role", "reader"))
                .satisfies(result -> assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED))
                .satisfies(result -> assertThat(result.err()).contains("there is a key named 'ann'"));
        assertThat(shell.run("keys", "create", "bob", "--role", "root").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("keys", "create", "bob", "--role", "reader", "--rows", "sales")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("keys", "create", "bob", "--role", "reader", "--expires", "soon")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("keys", "create", "bob", "--role", "reader", "--table", "nothing")
                        .err())
                .contains("there is no table or rollup named 'nothing'");
        assertThat(shell.run("keys").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
