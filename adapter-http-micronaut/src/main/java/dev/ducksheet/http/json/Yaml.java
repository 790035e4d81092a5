package dev.ducksheet.http.json;

import java.nio.charset.StandardCharsets;

/** Writes JSON trees as YAML 1.2, in blocks; scalars as JSON spells them, which YAML takes as they are. */
public final class Yaml {
    private final StringBuilder out = new StringBuilder();

    private Yaml() {}

    /** Returns the YAML text of an object, in UTF-8. */
    public static byte[] bytes(Json.Obj object) {
        var yaml = new Yaml();
        yaml.members(object, 0);
        return yaml.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void members(Json.Obj object, int depth) {
        object.members().forEach((name, value) -> {
            indent(depth);
            out.append(scalar(new Json.Str(name))).append(':');
            value(value, depth + 1);
        });
    }

    private void elements(Json.Arr array, int depth) {
        for (var element : array.elements()) {
            indent(depth);
            out.append('-');
            value(element, depth + 1);
        }
    }

    private void value(Json value, int depth) {
        if (value instanceof Json.Obj object && !object.members().isEmpty()) {
            out.append('\n');
            members(object, depth);
        } else if (value instanceof Json.Arr array && !array.elements().isEmpty()) {
            out.append('\n');
            elements(array, depth);
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void indent(int depth) {
        out.append("  ".repeat(depth));
    }

    private static String scalar(Json value) {
        return new String(Tree.document(value).bytes(), StandardCharsets.UTF_8);
    }
}
