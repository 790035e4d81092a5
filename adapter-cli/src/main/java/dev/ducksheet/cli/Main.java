package dev.ducksheet.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code ducksheet} command. */
@Command(
        name = "ducksheet",
        description = "A real-time shared spreadsheet on DuckDB.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet demo",
            "  ducksheet seed --workbook demo.duckdb",
            "  ducksheet serve --workbook demo.duckdb --open",
            "  ducksheet view sales --workbook demo.duckdb",
            "%n'ducksheet COMMAND --help' tells more, with examples.",
            "Exit codes: 0 done, 1 a bug, 2 usage, 3 refused, 4 queue, store or server away, 130 interrupted."
        })
public final class Main implements Runnable {
    private static final int HELP_WIDTH = 120;

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        Context context = Context.ofThisProcess();
        LogLevel.apply(context);
        CommandLine commandLine =
                commandLine(context).setOut(writer(FileDescriptor.out)).setErr(writer(FileDescriptor.err));
        int exitCode = commandLine.execute(args);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        System.exit(exitCode);
    }

    /** What is printed is UTF-8 everywhere, as JSON and CSV must be. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    static CommandLine commandLine(Context context) {
        Failures failures = new Failures(context);
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(context))
                .addSubcommand(new ServeCommand(context))
                .addSubcommand(new WorkerCommand(context))
                .addSubcommand(new SeedCommand(context))
                .addSubcommand(new SetCommand(context))
                .addSubcommand(new ViewCommand(context))
                .addSubcommand(new UpdatesCommand(context))
                .addSubcommand(new PivotCommand(context))
                .addSubcommand(new UnpivotCommand(context))
                .addSubcommand(new HistoryCommand(context))
                .addSubcommand(new UndoCommand(context))
                .addSubcommand(new IngestCommand(context))
                .addSubcommand(new UpdateCommand(context))
                .addSubcommand(jobs(context))
                .addSubcommand(new AggregateCommand(context))
                .addSubcommand(new QueryCommand(context))
                .addSubcommand(queries(context))
                .addSubcommand(tables(context))
                .addSubcommand(rows(context))
                .addSubcommand(rollups(context))
                .addSubcommand(holds(context))
                .addSubcommand(keys(context))
                .addSubcommand(webhooks(context))
                .addSubcommand(deadLetters(context))
                .addSubcommand(new ConfigCommand(context))
                .addSubcommand(new VersionCommand())
                .addSubcommand(new CompletionCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .setUnmatchedOptionsAllowedAsOptionParameters(true)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(context.terminal().colours() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static CommandLine jobs(Context context) {
        return new CommandLine(new JobsCommand())
                .addSubcommand(new JobsListCommand(context))
                .addSubcommand(new JobsShowCommand(context))
                .addSubcommand(new JobsCancelCommand(context))
                .addSubcommand(new JobsRetryCommand(context))
                .addSubcommand(new JobsRejectsCommand(context))
                .addSubcommand(new JobsSupersededCommand(context));
    }

    private static CommandLine queries(Context context) {
        return new CommandLine(new QueriesCommand())
                .addSubcommand(new QueriesListCommand(context))
                .addSubcommand(new QueriesSaveCommand(context))
                .addSubcommand(new QueriesRunCommand(context))
                .addSubcommand(new QueriesDropCommand(context));
    }

    private static CommandLine tables(Context context) {
        return new CommandLine(new TablesCommand(context))
                .addSubcommand(new TablesCreateCommand(context))
                .addSubcommand(new TablesAlterCommand(context))
                .addSubcommand(new TablesDropCommand(context))
                .addSubcommand(new TablesShowCommand(context));
    }

    private static CommandLine rows(Context context) {
        return new CommandLine(new RowsCommand())
                .addSubcommand(new RowsInsertCommand(context))
                .addSubcommand(new RowsUpsertCommand(context))
                .addSubcommand(new RowsUpdateCommand(context))
                .addSubcommand(new RowsDeleteCommand(context));
    }

    private static CommandLine rollups(Context context) {
        return new CommandLine(new RollupsCommand(context))
                .addSubcommand(new RollupsCreateCommand(context))
                .addSubcommand(new RollupsDropCommand(context));
    }

    private static CommandLine holds(Context context) {
        return new CommandLine(new HoldsCommand())
                .addSubcommand(new HoldsListCommand(context))
                .addSubcommand(new HoldsPlaceCommand(context))
                .addSubcommand(new HoldsLiftCommand(context));
    }

    private static CommandLine keys(Context context) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeysListCommand(context))
                .addSubcommand(new KeysCreateCommand(context))
                .addSubcommand(new KeysRevokeCommand(context));
    }

    private static CommandLine webhooks(Context context) {
        return new CommandLine(new WebhooksCommand())
                .addSubcommand(new WebhooksListCommand(context))
                .addSubcommand(new WebhooksCreateCommand(context))
                .addSubcommand(new WebhooksShowCommand(context))
                .addSubcommand(new WebhooksUpdateCommand(context))
                .addSubcommand(new WebhooksEnableCommand(context))
                .addSubcommand(new WebhooksDisableCommand(context))
                .addSubcommand(new WebhooksDeleteCommand(context))
                .addSubcommand(new WebhooksTestCommand(context))
                .addSubcommand(new WebhooksRotateCommand(context))
                .addSubcommand(new WebhooksDeliveriesCommand(context))
                .addSubcommand(new WebhooksReplayCommand(context));
    }

    private static CommandLine deadLetters(Context context) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new DeadLettersListCommand(context))
                .addSubcommand(new DeadLettersRetryCommand(context))
                .addSubcommand(new DeadLettersDropCommand(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? 'ducksheet demo' is a good start");
    }
}
