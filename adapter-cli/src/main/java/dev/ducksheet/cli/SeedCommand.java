package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Progress;
import dev.ducksheet.seed.CsvFolder;
import dev.ducksheet.seed.DemoTable;
import dev.ducksheet.seed.DemoWorkbook;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the demo tables into a workbook or into CSV files. */
@Command(
        name = "seed",
        description = "Put the demo tables and rollup into a workbook, or the tables into CSV files.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet seed --workbook demo.duckdb",
            "  ducksheet seed --workbook big.duckdb --products 1000 --customers 500 --sales 1000000 --seed 7",
            "  ducksheet seed --csv ./demo-csv --sales 500000"
        })
final class SeedCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TargetOptions target = new TargetOptions.Usual();

    @Mixin
    private final SeedOptions options = new SeedOptions();

    @Option(names = "--csv", paramLabel = "DIR", description = "Write CSV files into this folder instead.")
    @Nullable
    private String csv;

    SeedCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        DemoWorkbook demo = options.demo();
        if (csv != null) {
            write(demo, context.folder().resolve(csv));
        } else {
            fill(demo, target.file(context, "seed"));
        }
        return ExitCode.DONE;
    }

    private void fill(DemoWorkbook demo, Path file) {
        try (Filling filling = new Filling(context, spec.commandLine().getErr())) {
            context.workbooks().fill(file, demo, filling);
        }
        say("Filled " + file + " with " + contents(demo) + " and the rollup " + DemoWorkbook.ROLLUP + ".");
    }

    private void write(DemoWorkbook demo, Path folder) {
        CsvFolder files = new CsvFolder(folder);
        for (DemoTable table : demo.tables()) {
            write(files, table);
        }
        say("Wrote " + contents(demo) + " as CSV files into " + folder + ".");
    }

    private void write(CsvFolder files, DemoTable table) {
        try (Progress progress = Filling.progress(context, spec.commandLine().getErr(), table)) {
            files.write(table, row -> progress.step());
        } catch (FileAlreadyExistsException e) {
            throw CommandFailedException.refused(
                    files.fileOf(table) + " is there already; remove it, or choose another folder");
        } catch (IOException e) {
            throw CommandFailedException.away(files.fileOf(table) + " cannot be written: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static String contents(DemoWorkbook demo) {
        return demo.tables().stream()
                .map(table -> Counts.of(table.size(), table.table().name() + " row"))
                .collect(Collectors.joining(", "));
    }

    private void say(String what) {
        spec.commandLine().getOut().println(what);
    }
}
