package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.cli.format.JsonCells;
import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an API key. */
@Command(
        name = "create",
        description = "Create an API key and print its secret, this once.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet keys create ana --role editor --workbook demo.duckdb",
            "  ducksheet keys create shop --role reader --table product --expires 2027-01-01 --url http://127.0.0.1:8080",
            "  ducksheet keys create north --role editor --rows \"sales=customer_id < 3\" --workbook demo.duckdb"
        })
final class KeysCreateCommand extends WorkbookCommand {
    @Parameters(paramLabel = "NAME", description = "Whose key it is; the change log names it.")
    private String name;

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "reader, editor or admin.")
    private String role;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Only this table, rollup or view; may be given several times.")
    @Nullable
    private List<String> tables;

    @Option(
            names = "--rows",
            paramLabel = "TABLE=CONDITION",
            description = "Only these rows of a table; may be given several times.")
    @Nullable
    private List<String> rows;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "From when on it is no good, such as 2027-01-01 or 2027-01-01T12:00:00Z (default: never).")
    @Nullable
    private String expires;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    KeysCreateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        var issue = workbook.manageKeys().issue(draft(), editor.name());
        Outcome outcome = Outcomes.await(issue.submission());
        if (json) {
            print(outcome, issue.secret());
        } else {
            out().println("Created the key of " + name + ", as " + outcome.id() + ". It is not shown again:");
            out().println(issue.secret());
        }
    }

    private void print(Outcome outcome, String secret) throws IOException {
        try (JsonGenerator generator = JsonCells.generator(out())) {
            generator.writeStartObject();
            generator.writeStringField("id", outcome.id().toString());
            generator.writeStringField("secret", secret);
            generator.writeEndObject();
        }
        out().println();
    }

    private KeyDraft draft() {
        return new KeyDraft(
                name,
                Role.named(role).orElseThrow(() -> usage("there is no role '" + role + "'; there are " + Role.NAMES)),
                scope(),
                expires == null ? ApiKey.NEVER : time(expires));
    }

    private Scope scope() {
        Map<String, Grant> grants = new LinkedHashMap<>();
        if (tables != null) {
            tables.forEach(table -> grants.put(table, Grant.of(table)));
        }
        if (rows != null) {
            rows.forEach(text -> {
                Grant grant = grant(text);
                grants.put(grant.sheet(), grant);
            });
        }
        return grants.isEmpty() ? Scope.whole() : new Scope.Listed(List.copyOf(grants.values()));
    }

    private Grant grant(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw usage("--rows takes a table and a condition, such as \"sales=customer_id < 3\", not '" + text + "'");
        }
        return Grant.of(text.substring(0, equals).strip(), Conditions.parse("--rows", text.substring(equals + 1)));
    }

    private Instant time(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw usage("--expires takes a day or a time such as 2027-01-01T12:00:00Z, not '" + text + "'");
        }
    }
}
