package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Configuration;
import dev.ducksheet.cli.config.Configured;
import dev.ducksheet.cli.config.Setting;
import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the configuration in force. */
@Command(
        name = "config",
        description =
                "Show the configuration in force, and where each value comes from; keys and passwords are masked.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nWhat comes first wins: a flag, the environment (DUCKSHEET_PORT, ...), ducksheet.yml in the folder in",
            "which the command is started, the default.",
            "%nExamples:",
            "  ducksheet config",
            "  DUCKSHEET_PORT=9000 ducksheet config --json"
        })
final class ConfigCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Stream.of("key", "value", "source")
            .map(name -> Column.of(name, ColumnType.Simple.TEXT))
            .toList();

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TargetOptions target = new TargetOptions.Usual();

    @Mixin
    private final ServeOptions serve = new ServeOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ConfigCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        target.addTo(flags);
        serve.addTo(flags);
        Configuration configuration = context.configuration();
        RowFormat format = json ? RowFormat.JSON : RowFormat.TABLE;
        RowSink sink = format.to(spec.commandLine().getOut(), context.terminal().colours());
        sink.begin(COLUMNS);
        for (Setting setting : Setting.values()) {
            sink.row(cells(configuration.value(setting, flags.get(setting))));
        }
        sink.end();
        return ExitCode.DONE;
    }

    private static List<CellValue> cells(Configured configured) {
        return List.of(
                CellValue.of(configured.setting().key()),
                configured.isPresent() ? CellValue.of(configured.shown()) : CellValue.none(),
                CellValue.of(configured.origin()));
    }
}
