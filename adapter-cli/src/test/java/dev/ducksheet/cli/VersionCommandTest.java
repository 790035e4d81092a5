package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class VersionCommandTest {

    @Test
    void version_names_the_program_and_its_java() {
        StringWriter out = new StringWriter();
        int exitCode = Main.commandLine().setOut(new PrintWriter(out)).execute("version");
        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.OK);
        assertThat(out.toString())
                .matches("ducksheet \\S+ \\(Java " + Runtime.version().feature() + ".*\\)\\R");
    }

    @Test
    void an_unknown_command_is_a_usage_error() {
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine().setErr(new PrintWriter(err)).execute("swim");
        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("swim");
    }
}
