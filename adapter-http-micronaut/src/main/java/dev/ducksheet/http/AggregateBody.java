package dev.ducksheet.http;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The body that says which aggregate of a table there shall be. */
final class AggregateBody {
    private static final String SUMS = "sums";

    private AggregateBody() {}

    /** Reads what {@code POST /tables/{table}/aggregate} takes. */
    static TableEdit.Aggregate aggregate(String table, Json body) {
        var fields = Fields.of(body);
        if (!fields.has("by")) {
            fields.wrong("by", "\"by\" is missing; name the columns whose cells tell the rows of the aggregate apart");
        }
        var by = fields.texts("by");
        var name = chosen(fields, "as", Aggregation.nameOver(table));
        var count = chosen(fields, "count", Aggregation.countOf(table));
        var sums = sums(fields);
        var refresh = refresh(fields);
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new TableEdit.Aggregate(new Aggregation(name, new Grouped(table, by, count, sums), refresh));
    }

    private static String chosen(Fields fields, String member, String otherwise) {
        return fields.has(member) ? fields.requiredText(member) : otherwise;
    }

    /** Reads names with the columns that they are the sums of, or columns alone. */
    private static List<Sum> sums(Fields fields) {
        if (fields.any(SUMS).filter(Json.Obj.class::isInstance).isEmpty()) {
            return fields.texts(SUMS).stream()
                    .map(column -> new Sum(column, column))
                    .toList();
        }
        var named = fields.inside(SUMS);
        var sums = new ArrayList<Sum>();
        named.names().forEach(name -> sums.add(new Sum(name, named.requiredText(name))));
        return sums;
    }

    private static Refresh refresh(Fields fields) {
        var text = chosen(fields, "refresh", Refresh.MANUAL.wireName());
        var refresh = Refresh.named(text);
        if (refresh.isEmpty() && !text.isBlank()) {
            fields.wrong("refresh", "unknown refresh \"" + text + "\"; there are " + Refresh.NAMES);
        }
        return refresh.orElse(Refresh.MANUAL);
    }
}
