package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, new TwinWorkbooks());
    }

    @Test
    void the_script_is_one_that_bash_reads_and_knows_the_commands() throws Exception {
        var script = folder.resolve("completion.bash");
        Files.writeString(script, shell.run("completion").out());
        assertThat(script).content().contains("holds").contains("--dry-run");
        var bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void zsh_is_known_and_fish_is_not() {
        assertThat(shell.run("completion", "zsh").out()).startsWith("# Completes ducksheet in zsh");
        assertThat(shell.run("completion", "fish").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
