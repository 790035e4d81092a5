package dev.ducksheet.http;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemException;
import dev.ducksheet.http.problem.ProblemType;
import java.util.LinkedHashMap;

/** Reads conditions as bodies hold them: text in the condition language, or an object of equalities. */
final class Conditions {
    private static final CellValue NOTHING = CellValue.none();

    private Conditions() {}

    /** Reads a condition, or ends the request with the problem that {@code pointer} points at. */
    static Condition read(Json json, String pointer) {
        if (isNone(json)) {
            throw Problem.at(
                            ProblemType.INVALID_REQUEST,
                            pointer,
                            "no condition says which rows are meant; name them, such as \"brand = 'B'\"")
                    .exception();
        }
        if (json instanceof Json.Str text) {
            return parse(text.text(), pointer);
        }
        if (json instanceof Json.Obj equalities) {
            return matching(equalities, pointer);
        }
        throw shape(pointer, "expected a condition's text or an object of equalities, found " + json.kind());
    }

    private static boolean isNone(Json json) {
        return json == Json.Word.NULL
                || (json instanceof Json.Str text && text.text().isBlank())
                || (json instanceof Json.Obj object && object.members().isEmpty());
    }

    private static Condition parse(String text, String pointer) {
        var result = ConditionParser.parse(text);
        if (result instanceof ParseResult.Malformed malformed) {
            throw Problem.at(ProblemType.MALFORMED_CONDITION, pointer, malformed.message())
                    .fact("position", CellValue.of(malformed.position()))
                    .exception();
        }
        return ((ParseResult.Parsed) result).condition();
    }

    private static Condition matching(Json.Obj equalities, String pointer) {
        var values = new LinkedHashMap<String, CellValue>();
        equalities.members().forEach((name, json) -> {
            var value = name.isEmpty() ? NOTHING : Cells.read(json).orElseThrow(() -> notACell(name, json, pointer));
            values.put(name, value);
        });
        if (values.containsKey("")) {
            throw shape(pointer, "a column has no name");
        }
        return Condition.matching(values);
    }

    private static ProblemException notACell(String name, Json json, String pointer) {
        return shape(
                pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                "expected " + Cells.EXPECTED + ", found " + json.kind());
    }

    private static ProblemException shape(String pointer, String detail) {
        return Problem.at(ProblemType.INVALID_BODY, pointer, pointer + ": " + detail)
                .exception();
    }
}
