package dev.ducksheet.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds JSON trees from Java's values, and writes them. */
public final class Tree {
    private Tree() {}

    /** Returns an object; names and values take turns. */
    public static Json.Obj object(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Json>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], of(namesAndValues[i + 1]));
        }
        return new Json.Obj(members);
    }

    /** Returns an array. */
    public static Json.Arr array(Object... elements) {
        return new Json.Arr(List.of(elements).stream().map(Tree::of).toList());
    }

    /** Returns an object with the members of both; those of the second win. */
    public static Json.Obj with(Json.Obj object, Object... namesAndValues) {
        var members = new LinkedHashMap<>(object.members());
        members.putAll(object(namesAndValues).members());
        return new Json.Obj(members);
    }

    /** Returns the tree of a string, number, boolean, list, map or tree. */
    public static Json of(Object value) {
        if (value instanceof Json json) {
            return json;
        }
        if (value instanceof Number) {
            return new Json.Num(value.toString());
        }
        if (value instanceof Boolean flag) {
            return flag ? Json.Word.TRUE : Json.Word.FALSE;
        }
        if (value instanceof List<?> list) {
            return array(list.toArray());
        }
        if (value instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, Json>();
            map.forEach((name, member) -> members.put((String) name, of(member)));
            return new Json.Obj(members);
        }
        return new Json.Str((String) value);
    }

    /** Returns the tree as a document. */
    public static JsonDocument document(Json tree) {
        return json -> write(json, tree);
    }

    private static void write(JsonGenerator json, Json tree) throws IOException {
        if (tree instanceof Json.Obj object) {
            json.writeStartObject();
            for (var member : object.members().entrySet()) {
                json.writeFieldName(member.getKey());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (tree instanceof Json.Arr array) {
            json.writeStartArray();
            for (var element : array.elements()) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (tree instanceof Json.Str text) {
            json.writeString(text.text());
        } else if (tree instanceof Json.Num number) {
            json.writeNumber(number.digits());
        } else {
            json.writeRawValue(tree.kind());
        }
    }
}
