package dev.ducksheet.cli;

import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.WebhookFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a webhook is told. */
final class WebhookOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "An event type such as cell.updated, a group such as 'rows.*', or '*' for all; may be given"
                    + " several times.")
    @Nullable
    private List<String> types;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only what happens to this table or rollup.")
    @Nullable
    private String table;

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only these of its rows; with --table.")
    @Nullable
    private String condition;

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    @Nullable
    private String description;

    boolean hasTypes() {
        return types != null;
    }

    /** Returns the types; all of them if none is given. */
    EventTypes types() {
        try {
            return types == null ? EventTypes.of("*") : new EventTypes(types);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    boolean hasFilter() {
        return table != null || condition != null;
    }

    WebhookFilter filter() {
        if (table == null) {
            if (condition != null) {
                throw usage("--where is about the rows of one table; name it with --table");
            }
            return new WebhookFilter.Everything();
        }
        return condition == null
                ? new WebhookFilter.OfSheet(table)
                : new WebhookFilter.OfRows(table, Conditions.parse("--where", condition));
    }

    boolean hasDescription() {
        return description != null;
    }

    String description() {
        return description == null ? "" : description;
    }

    private ParameterException usage(String message) {
        return new ParameterException(mixee.commandLine(), message);
    }
}
