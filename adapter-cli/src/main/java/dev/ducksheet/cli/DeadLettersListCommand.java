package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the dead letters. */
@Command(
        name = "list",
        description = "List the dead letters, the oldest first.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet dead-letters list --queue redis://127.0.0.1:6379 --json"})
final class DeadLettersListCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Stream.of("id", "entry", "reason", "request")
            .map(name -> Column.of(name, ColumnType.Simple.TEXT))
            .toList();

    private static final long MOST = 100_000;

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Mixin
    private FormatOptions format = new FormatOptions();

    DeadLettersListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetters letters = context.workbooks().deadLetters(queue.redis(context, "dead letters"))) {
            List<DeadLetters.Letter> all = letters.list((int) Math.min(MOST, format.limit()));
            if (all.isEmpty() && format.format() == RowFormat.TABLE) {
                out.println("There are none.");
                return ExitCode.DONE;
            }
            print(format.sink(context), all);
            return ExitCode.DONE;
        }
    }

    private static void print(RowSink sink, List<DeadLetters.Letter> letters) throws IOException {
        sink.begin(COLUMNS);
        for (DeadLetters.Letter letter : letters) {
            sink.row(cells(letter));
        }
        sink.end();
    }

    private static List<CellValue> cells(DeadLetters.Letter letter) {
        String request = new TreeMap<>(letter.fields())
                .entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(" "));
        return Stream.of(letter.id(), letter.entry(), letter.reason(), request)
                .map(CellValue::of)
                .toList();
    }
}
