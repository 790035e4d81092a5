package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves a query. */
@Command(
        name = "save",
        description = "Save a read-only query under a name.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet queries save sold \"SELECT sum(quantity) AS sold FROM sales WHERE invoice_date >= \\$since\" \\",
            "      --parameter since:DATE=2024-01-01 --description \"Pieces sold\" --workbook demo.duckdb"
        })
final class QueriesSaveCommand extends WorkbookCommand {
    private static final Pattern PARAMETER = Pattern.compile("([^:=]+):([^=]+)(?:=(.*))?", Pattern.DOTALL);

    @Parameters(index = "0", paramLabel = "NAME", description = "The name.")
    private String name;

    @Parameters(index = "1", paramLabel = "SQL", description = "The query; its parameters are written $NAME.")
    private String sql;

    @Option(
            names = "--parameter",
            paramLabel = "NAME:TYPE[=DEFAULT]",
            description = "A parameter of the query, with what it is if nobody says.")
    private List<String> parameters = List.of();

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "What the query tells.")
    private String description;

    @Option(names = "--replace", description = "Take the place of a query of the same name.")
    private boolean replace;

    @Mixin
    private EditorOption editor = new EditorOption();

    QueriesSaveCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        SavedQuery query = query();
        Outcome outcome = Outcomes.await(workbook.manageQueries().save(query, replace, Signature.of(editor.name())));
        if (outcome instanceof Outcome.Applied applied) {
            out().println("Saved " + query.name() + ", version " + applied.version());
        }
    }

    private SavedQuery query() {
        try {
            return new SavedQuery(
                    name,
                    sql,
                    description,
                    parameters.stream().map(this::parameter).toList());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private SavedQuery.Parameter parameter(String text) {
        Matcher matcher = PARAMETER.matcher(text);
        if (!matcher.matches()) {
            throw usage("--parameter is '" + text + "'; write it as NAME:TYPE or NAME:TYPE=DEFAULT");
        }
        ColumnType type = ColumnType.named(matcher.group(2).strip())
                .orElseThrow(() -> usage("there is no type '" + matcher.group(2).strip()
                        + "'; take one such as INTEGER, DECIMAL(18,2), TEXT, DATE"));
        return new SavedQuery.Parameter(matcher.group(1).strip(), type, byDefault(matcher.group(3), type));
    }

    private static SavedQuery.Default byDefault(@org.jspecify.annotations.Nullable String text, ColumnType type) {
        if (text == null) {
            return new SavedQuery.Default.None();
        }
        CellValue value =
                type == ColumnType.Simple.TEXT && !text.equals("NULL") ? CellValue.of(text) : Values.guess(text);
        return new SavedQuery.Default.Value(value);
    }
}
