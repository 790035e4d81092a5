package dev.ducksheet.http;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The body that says which query there shall be. */
final class SavedQueryBody {
    /** Stands in for a name that is none, so that the rest of the body is looked at too. */
    private static final String NO_NAME = "?";

    private SavedQueryBody() {}

    /** Reads what {@code POST /queries} takes. */
    static SavedQuery read(Json body) {
        var fields = Fields.of(body);
        return read(name(fields), fields);
    }

    /** Reads what {@code PUT /queries/{name}} takes: the same, and the name may be left out. */
    static SavedQuery read(String name, Json body) {
        var fields = Fields.of(body);
        fields.text("name")
                .filter(it -> !it.equals(name))
                .ifPresent(it -> fields.wrong(
                        "name", "the address names the query '" + name + "', the body '" + it + "'; leave this out"));
        return read(name, fields);
    }

    private static SavedQuery read(String name, Fields fields) {
        var sql = fields.requiredText("sql");
        var description = fields.text("description").orElse("");
        var parameters = parameters(fields);
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new SavedQuery(name, sql, description, parameters);
    }

    private static List<SavedQuery.Parameter> parameters(Fields fields) {
        var parameters = new ArrayList<SavedQuery.Parameter>();
        var names = new HashSet<String>();
        for (var each : fields.objects("parameters")) {
            var name = name(each);
            if (!names.add(Names.fold(name)) && !name.equals(NO_NAME)) {
                each.wrong("name", "there is a parameter '" + name + "' already; name each once");
            }
            parameters.add(new SavedQuery.Parameter(name, type(each), byDefault(each)));
            each.refuseOthers();
        }
        return parameters;
    }

    private static String name(Fields fields) {
        var name = fields.requiredText("name");
        Names.objection(name).filter(it -> !name.isEmpty()).ifPresent(it -> fields.wrong("name", "the name " + it));
        return Names.objection(name).isPresent() ? NO_NAME : name;
    }

    private static ColumnType type(Fields fields) {
        var name = fields.requiredText("type");
        return ColumnType.named(name).orElseGet(() -> {
            if (!name.isBlank()) {
                fields.wrong(
                        "type", "there is no type '" + name + "'; take one such as INTEGER, DECIMAL(18,2), TEXT, DATE");
            }
            return ColumnType.Simple.TEXT;
        });
    }

    private static SavedQuery.Default byDefault(Fields fields) {
        return fields.read("default", Cells.EXPECTED, Cells::read)
                .<SavedQuery.Default>map(SavedQuery.Default.Value::new)
                .orElseGet(SavedQuery.Default.None::new);
    }
}
