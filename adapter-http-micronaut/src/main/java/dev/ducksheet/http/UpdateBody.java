package dev.ducksheet.http;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.spread.SpreadMethod;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code POST /update_cell}.
 *
 * @param update without editor and idempotency, which are in the headers
 * @param prefix the pointer to the object that holds the members: empty, or {@code /data}
 */
record UpdateBody(CellUpdate update, boolean dryRun, String prefix) {
    private static final String DATA = "data";
    private static final String LEVEL = "level";
    private static final String CONDITION = "condition";

    /** Reads the body, or ends the request with the problem that names everything that is wrong with it. */
    static UpdateBody read(Json body) {
        var outer = Fields.of(body);
        boolean wrapped = outer.has(DATA) && outer.names().size() == 1;
        var fields = wrapped ? outer.inside(DATA) : outer;
        return read(fields, wrapped ? "/" + DATA : "");
    }

    /** Returns what a body says, for its fingerprint: without the wrapping, and without what is ignored. */
    static Json content(Json body) {
        var members = new LinkedHashMap<>(((Json.Obj) body).members());
        if (members.size() == 1 && members.get(DATA) instanceof Json.Obj data) {
            return content(data);
        }
        members.remove(LEVEL);
        return new Json.Obj(members);
    }

    private static UpdateBody read(Fields fields, String prefix) {
        var table = fields.requiredText("table");
        var column = fields.requiredText("column");
        var operation = operation(fields);
        var spreading = spreading(fields);
        var expectation = expectation(fields);
        boolean dryRun = fields.flag("dry_run");
        ignoreLevel(fields);
        var condition = fields.any(CONDITION);
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        var update = CellUpdate.of(table, column, operation, condition(fields, condition))
                .spread(spreading)
                .expecting(expectation);
        return new UpdateBody(update, dryRun, prefix);
    }

    private static Operation operation(Fields fields) {
        var value = fields.read("value", Cells.EXPECTED, Cells::read).orElse(CellValue.none());
        if (!fields.has("value")) {
            fields.wrong("value", "\"value\" is missing; send null to empty the cell");
        }
        var op = fields.text("op").orElse("set");
        return switch (op) {
            case "set" -> new Operation.Set(value);
            case "add" -> new Operation.Add(value);
            case "multiply" -> new Operation.Multiply(value);
            default -> {
                fields.wrong("op", "unknown operation \"" + op + "\"; there are set, add, multiply");
                yield new Operation.Set(value);
            }
        };
    }

    private static Expectation expectation(Fields fields) {
        return fields.read("expected", Cells.EXPECTED, Cells::read)
                .<Expectation>map(Expectation.Holding::new)
                .orElse(Expectation.anything());
    }

    /** Older clients send it. */
    private static void ignoreLevel(Fields fields) {
        fields.read(
                LEVEL,
                "an integer or null",
                json -> json == Json.Word.NULL || (json instanceof Json.Num number && isInteger(number.digits()))
                        ? Optional.of(json)
                        : Optional.empty());
    }

    private static boolean isInteger(String digits) {
        return digits.matches("-?[0-9]+");
    }

    private static Spreading spreading(Fields fields) {
        var spread = fields.any("spread");
        if (spread.isEmpty()) {
            return Spreading.byDefault();
        }
        if (spread.get() instanceof Json.Str name) {
            return method(fields, "spread", name.text()).map(Spreading::by).orElseGet(Spreading::byDefault);
        }
        if (spread.get() instanceof Json.Obj) {
            return spreadObject(fields.inside("spread"));
        }
        fields.wrong(
                "spread",
                "expected a method's name or an object, found " + spread.get().kind());
        return Spreading.byDefault();
    }

    private static Spreading spreadObject(Fields fields) {
        var name = fields.text("method").orElse(SpreadMethod.PROPORTIONAL.wireName());
        var method = method(fields, "method", name).orElse(SpreadMethod.PROPORTIONAL);
        var over = over(fields);
        var weights = fields.text("weights")
                .<Spreading.Weights>map(Spreading.Weights.FromColumn::new)
                .orElseGet(Spreading.Weights.Own::new);
        var holds = holds(fields);
        fields.refuseOthers();
        return new Spreading.By(method, over, weights, holds);
    }

    private static Optional<SpreadMethod> method(Fields fields, String member, String name) {
        var method = SpreadMethod.named(name);
        if (method.isEmpty()) {
            var known = List.of(SpreadMethod.values()).stream()
                    .map(SpreadMethod::wireName)
                    .toList();
            fields.wrong(member, "unknown method \"" + name + "\"; there are " + String.join(", ", known));
        }
        return method;
    }

    private static Spreading.Over over(Fields fields) {
        var over = fields.text("over");
        if (over.isEmpty()) {
            return Spreading.Over.BY_TARGET;
        }
        return switch (over.get()) {
            case "children" -> Spreading.Over.CHILDREN;
            case "leaves" -> Spreading.Over.LEAVES;
            default -> {
                fields.wrong("over", "unknown \"" + over.get() + "\"; there are children, leaves");
                yield Spreading.Over.BY_TARGET;
            }
        };
    }

    private static List<Condition> holds(Fields fields) {
        var holds = new ArrayList<Condition>();
        for (var element : fields.list("hold")) {
            var pointer = fields.pointerTo("hold") + "/" + holds.size();
            holds.add(Conditions.read(element, pointer));
        }
        return holds;
    }

    private static Condition condition(Fields fields, Optional<Json> json) {
        var pointer = fields.pointerTo(CONDITION);
        return Conditions.read(json.orElse(Json.Word.NULL), pointer);
    }
}
