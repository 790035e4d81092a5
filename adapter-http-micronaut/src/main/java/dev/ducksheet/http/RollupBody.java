package dev.ducksheet.http;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The body that says which rollup there shall be. */
final class RollupBody {
    /** Stands in for a name that is none, so that the rest of the body is looked at too. */
    private static final String NO_NAME = "?";

    private final Fields fields;
    private final List<String> tables = new ArrayList<>();

    private RollupBody(Fields fields) {
        this.fields = fields;
    }

    /** Reads what {@code POST /rollups} takes. */
    static TableEdit define(Json body) {
        var fields = Fields.of(body);
        var rollup = new RollupBody(fields).definition();
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new TableEdit.DefineRollup(rollup);
    }

    private RollupDefinition definition() {
        var name = name(fields);
        var base = fields.requiredText("base");
        var joins = each("joins", RollupBody::join);
        tables.add(base);
        joins.forEach(join -> tables.add(join.table()));
        require("levels");
        var levels = each("levels", level -> new Level(name(level), source(level)));
        var axes = each("axes", axis -> new Axis(name(axis), source(axis), part(axis)));
        require("measures");
        var measures = each(
                "measures", measure -> new Measure(name(measure), aggregate(measure), measure.requiredText("column")));
        var rollup = new RollupDefinition(name, base, joins, levels, axes, measures);
        return fields.has("grouping_sets") ? rollup.showing(each("grouping_sets", set -> names(set, axes))) : rollup;
    }

    private static List<String> names(Fields set, List<Axis> axes) {
        var levels = set.texts("levels");
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (axes.stream().anyMatch(axis -> axis.name().equals(level))) {
                set.wrongAt("levels", i, "\"" + level + "\" is an axis; name it in \"axes\"");
            }
        }
        return Stream.concat(levels.stream(), set.texts("axes").stream()).toList();
    }

    private static Aggregate aggregate(Fields measure) {
        return choice(measure, "aggregate", Aggregate.SUM, Aggregate::named, Aggregate.NAMES);
    }

    private void require(String member) {
        if (!fields.has(member)) {
            fields.wrong(member, "\"" + member + "\" is missing");
        }
    }

    private <T> List<T> each(String member, Function<Fields, T> reader) {
        return fields.objects(member).stream()
                .map(element -> {
                    var part = reader.apply(element);
                    element.refuseOthers();
                    return part;
                })
                .toList();
    }

    private static Join join(Fields join) {
        return new Join(join.requiredText("table"), join.requiredText("column"), join.requiredText("base_column"));
    }

    private static String name(Fields part) {
        var name = part.requiredText("name");
        if (name.isBlank()) {
            return NO_NAME;
        }
        var objection = Names.objection(name);
        objection.ifPresent(it -> part.wrong("name", "the name " + it));
        return objection.isPresent() ? NO_NAME : name;
    }

    private ColumnRef source(Fields part) {
        var text = part.requiredText("source");
        var source = ColumnRef.parse(text, tables);
        if (source.isEmpty() && !text.isBlank()) {
            part.wrong(
                    "source",
                    "\"" + text + "\" is no column of " + String.join(", ", tables) + "; write it as table.column");
        }
        return source.orElse(new ColumnRef(NO_NAME, NO_NAME));
    }

    private static Axis.Part part(Fields axis) {
        return choice(axis, "part", Axis.Part.VALUE, Axis.Part::named, Axis.Part.NAMES);
    }

    private static <T> T choice(
            Fields fields, String member, T otherwise, Function<String, Optional<T>> named, String names) {
        if (!fields.has(member)) {
            return otherwise;
        }
        var text = fields.requiredText(member);
        var choice = named.apply(text);
        if (choice.isEmpty() && !text.isBlank()) {
            fields.wrong(member, "unknown " + member + " \"" + text + "\"; there are " + names);
        }
        return choice.orElse(otherwise);
    }
}
