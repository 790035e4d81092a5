package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, new TwinWorkbooks());
    }

    @Test
    void version_names_the_program_and_its_java() {
        var result = shell.run("version");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .matches("ducksheet \\S+ \\(Java " + Runtime.version().feature() + ".*\\)\\R");
    }

    @Test
    void a_broken_configuration_does_not_keep_the_version_secret() throws IOException {
        java.nio.file.Files.writeString(folder.resolve("ducksheet.yml"), "colour: blue");
        assertThat(shell.run("version").exitCode()).isZero();
    }
}
