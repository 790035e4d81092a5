package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MainTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, new TwinWorkbooks());
    }

    static Stream<CommandLine> everyCommand() {
        var context = new Context(
                java.util.Map.of(),
                Path.of(""),
                Path.of(""),
                Terminal.NONE,
                System.out,
                () -> 0,
                new TwinWorkbooks(),
                null);
        return withChildren(Main.commandLine(context));
    }

    private static Stream<CommandLine> withChildren(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(MainTest::withChildren));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void every_command_has_help_with_an_example(CommandLine command) {
        var name = command.getCommandSpec().qualifiedName();
        var help = command.getUsageMessage();
        assertThat(help).startsWith("Usage: " + name);
        assertThat(help.lines().map(String::strip))
                .as("help of %s", name)
                .anyMatch(line -> line.matches(".*\\bducksheet .*") && !line.startsWith("Usage:"));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void the_examples_in_the_help_can_be_parsed(CommandLine command) {
        var root = everyCommand().findFirst().orElseThrow();
        command.getUsageMessage()
                .replaceAll("\\\\\\s*\\n\\s*", " ")
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("([A-Z_]+=\\S+ )?ducksheet .*"))
                .map(line ->
                        line.replaceFirst("^([A-Z_]+=\\S+ )?ducksheet ", "").replaceFirst(" > [a-z.]+$", ""))
                .forEach(line -> assertThat(root.parseArgs(words(line)).subcommand())
                        .as(line)
                        .isNotNull());
    }

    private static String[] words(String line) {
        return java.util.regex.Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(line)
                .results()
                .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
                .toArray(String[]::new);
    }

    @Test
    void no_command_at_all_is_a_usage_error_that_names_a_good_start() {
        var result = shell.run();
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("ducksheet demo");
    }

    @Test
    void an_unknown_command_is_a_usage_error_with_a_suggestion() {
        var result = shell.run("tabels");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("tabels").contains("ducksheet tables");
    }

    @Test
    void a_command_that_needs_a_workbook_asks_for_one() {
        var result = shell.run("tables");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("which workbook? Name one with --workbook FILE or --url URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables", "rollups", "updates", "holds list"})
    void a_workbook_that_is_away_gives_4(String command) {
        var result = shell.run((command + " --workbook nowhere").split(" "));
        assertThat(result.exitCode()).isEqualTo(ExitCode.AWAY);
        assertThat(result.err())
                .startsWith("ducksheet: there is no workbook at ")
                .hasLineCount(1);
    }

    @Test
    void a_bug_gives_1_and_says_how_to_report_it_without_a_stack_trace() {
        shell.workbooks = failing(new NullPointerException("oops"));
        var result = shell.run("tables", "--workbook", "w");
        assertThat(result.exitCode()).isEqualTo(ExitCode.BUG);
        assertThat(result.err())
                .contains("this is a bug in Ducksheet: java.lang.NullPointerException: oops")
                .contains("DUCKSHEET_DEBUG=1")
                .doesNotContain("\tat ");
    }

    @Test
    void with_debug_there_is_a_stack_trace() {
        shell.workbooks = failing(new PortUnavailableException("the disk is away"));
        shell.variables.put("DUCKSHEET_DEBUG", "1");
        var result = shell.run("tables", "--workbook", "w");
        assertThat(result.exitCode()).isEqualTo(ExitCode.AWAY);
        assertThat(result.err()).contains("ducksheet: the disk is away").contains("\tat ");
    }

    @Test
    void an_interrupted_command_gives_130() {
        var interrupted = (Workbooks) Proxy.newProxyInstance(
                Workbooks.class.getClassLoader(), new Class<?>[] {Workbooks.class}, (proxy, method, arguments) -> {
                    LiveFeed feed = (since, each) -> {
                        throw new InterruptedException();
                    };
                    return feed;
                });
        shell.workbooks = interrupted;
        var result = shell.run("updates", "--follow", "--url", "http://localhost:1");
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    }

    private static Workbooks failing(RuntimeException failure) {
        var workbook = (Workbook) Proxy.newProxyInstance(
                Workbook.class.getClassLoader(), new Class<?>[] {Workbook.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    throw failure;
                });
        return (Workbooks) Proxy.newProxyInstance(
                Workbooks.class.getClassLoader(),
                new Class<?>[] {Workbooks.class},
                (proxy, method, arguments) -> workbook);
    }
}
