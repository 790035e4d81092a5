package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Progress;
import dev.ducksheet.seed.CsvFolder;
import dev.ducksheet.seed.DemoTable;
import dev.ducksheet.seed.DemoWorkbook;
import dev.ducksheet.seed.ProductFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the demo tables into a workbook or into CSV files, or writes a file to import. */
@Command(
        name = "seed",
        description = "Put the demo tables and rollup into a workbook, or the tables into CSV files;"
                + " or write a CSV file of products that importers can be tried with.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet seed --workbook demo.duckdb",
            "  ducksheet seed --workbook big.duckdb --products 1000 --customers 500 --sales 1000000 --seed 7",
            "  ducksheet seed --csv ./demo-csv --sales 500000",
            "  ducksheet seed --products-file products.csv",
            "  ducksheet seed --products-file next.csv --records 5000000 --mutated"
        })
final class SeedCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TargetOptions target = new TargetOptions.Usual();

    @Mixin
    private final SeedOptions options = new SeedOptions();

    @Mixin
    private final ProductFileOptions productFile = new ProductFileOptions();

    @Option(names = "--csv", paramLabel = "DIR", description = "Write CSV files into this folder instead.")
    @Nullable
    private String csv;

    SeedCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Optional<Path> products = productFile.file(context);
        if (products.isPresent()) {
            write(productFile.products(options.seed()), products.get());
            return ExitCode.DONE;
        }
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
        } catch (IOException e) {
            throw failed(files.fileOf(table), "another folder", e);
        }
    }

    private void write(ProductFile products, Path file) {
        try (Progress progress = progress(products)) {
            ProductFiles.write(products, file, progress);
        } catch (IOException e) {
            throw failed(file, "another name", e);
        }
        say("Wrote " + file + ".");
        say(ProductFiles.summary(products));
        if (productFile.mutated()) {
            say(ProductFiles.difference(products));
        }
    }

    private Progress progress(ProductFile products) {
        return new Progress(
                spec.commandLine().getErr(),
                context.terminal().err(),
                "records",
                products.counts().records(),
                context.nanos());
    }

    private static CommandFailedException failed(Path file, String remedy, IOException e) {
        return e instanceof FileAlreadyExistsException
                ? CommandFailedException.refused(file + " is there already; remove it, or choose " + remedy)
                : CommandFailedException.away(file + " cannot be written: " + reason(e));
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
