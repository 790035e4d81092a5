package dev.ducksheet.cli;

import dev.ducksheet.seed.DemoSize;
import dev.ducksheet.seed.DemoWorkbook;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which demo workbook is grown. */
final class SeedOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "5",
            description = "So many products (default: ${DEFAULT-VALUE}).")
    private int products;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "5",
            description = "So many customers (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--sales",
            paramLabel = "N",
            defaultValue = "10",
            description = "So many sales (default: ${DEFAULT-VALUE}).")
    private long sales;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + DemoWorkbook.DEFAULT_SEED,
            description = "The same seed gives the same rows everywhere (default: ${DEFAULT-VALUE}).")
    private long seed;

    long seed() {
        return seed;
    }

    DemoWorkbook demo() {
        try {
            return DemoWorkbook.of(new DemoSize(products, customers, sales), seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(mixee.commandLine(), e.getMessage(), e);
        }
    }
}
