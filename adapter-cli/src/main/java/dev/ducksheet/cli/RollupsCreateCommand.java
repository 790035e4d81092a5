package dev.ducksheet.cli;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Defines a rollup. */
@Command(
        name = "create",
        description = "Define a rollup.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet rollups create by_brand --base sales --join product.product_id=product_id \\",
            "    --level supplier=product.supplier --level brand=product.brand \\",
            "    --axis \"month=month of sales.invoice_date\" --measure quantity \\",
            "    --measure \"average=avg of net_price\" --grouping-set supplier,brand,month \\",
            "    --grouping-set supplier --workbook w.duckdb"
        })
final class RollupsCreateCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "ROLLUP", description = "The name of the rollup.")
    private String rollup;

    @Option(names = "--base", required = true, paramLabel = "TABLE", description = "The table whose rows are added up.")
    private String base;

    @Option(
            names = "--join",
            paramLabel = "TABLE.COLUMN=COLUMN",
            description = "A table to join, its column without duplicates, and the base's column that is equal to it.")
    private List<String> joins = List.of();

    @Option(
            names = "--level",
            required = true,
            paramLabel = "NAME=TABLE.COLUMN",
            description = "A level, the coarsest first.")
    private List<String> levels = List.of();

    @Option(
            names = "--axis",
            paramLabel = "NAME=[PART of ]TABLE.COLUMN",
            description = "An axis; PART is year, quarter, month, week or day of a date.")
    private List<String> axes = List.of();

    @Option(
            names = "--measure",
            required = true,
            paramLabel = "NAME[=[AGGREGATE of ]COLUMN]",
            description = "What is shown of a column of the base; AGGREGATE is sum, count, min, max or avg, else sum.")
    private List<String> measures = List.of();

    @Option(
            names = "--grouping-set",
            paramLabel = "NAME[,NAME...]",
            description =
                    "A grouping set: the first levels and some axes by which rows are shown, none ('') for one row"
                            + " over all; without any, every prefix of the levels with all axes.")
    private List<String> sets = List.of();

    @Mixin
    private TableEdits edits = new TableEdits();

    RollupsCreateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        var joined = joins.stream().map(RollupSpec::join).toList();
        List<String> tables = new ArrayList<>(List.of(base));
        joined.forEach(join -> tables.add(join.table()));
        var spec = new RollupSpec(tables);
        var definition = new RollupDefinition(
                RollupSpec.name(rollup),
                base,
                joined,
                levels.stream().map(spec::level).toList(),
                axes.stream().map(spec::axis).toList(),
                measures.stream().map(RollupSpec::measure).toList());
        var shown = sets.isEmpty()
                ? definition
                : definition.showing(sets.stream().map(RollupSpec::names).toList());
        edits.submit(this, workbook, new TableEdit.DefineRollup(shown), "Created");
    }
}
