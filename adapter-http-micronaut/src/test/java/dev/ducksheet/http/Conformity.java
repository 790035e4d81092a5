package dev.ducksheet.http;

import dev.ducksheet.http.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares values with the schemas of an OpenAPI document. It knows the words that our document uses and refuses others.
 * A member that an object's schema does not name is wrong, unless the schema says what others may be.
 */
final class Conformity {
    private static final Set<String> KNOWN = Set.of(
            "$ref",
            "type",
            "enum",
            "oneOf",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minimum",
            "maximum",
            "default",
            "deprecated",
            "description",
            "examples");

    private final Json.Obj schemas;

    Conformity(Json.Obj document) {
        schemas = at(document, "components", "schemas");
    }

    /** Returns what is wrong with a value, each with the place; empty if it fits. */
    List<String> errors(Json schema, Json value) {
        var errors = new ArrayList<String>();
        check((Json.Obj) schema, value, "", errors);
        return errors;
    }

    private void check(Json.Obj schema, Json value, String place, List<String> errors) {
        var words = schema.members();
        words.keySet().stream().filter(word -> !KNOWN.contains(word)).forEach(word -> {
            throw new IllegalArgumentException("a schema says " + word + ", which is not known here");
        });
        if (words.get("$ref") instanceof Json.Str ref) {
            var name = ref.text().substring(ref.text().lastIndexOf('/') + 1);
            check(at(schemas, name), value, place, errors);
            return;
        }
        if (words.containsKey("oneOf")) {
            long fitting = elements(words.get("oneOf")).stream()
                    .filter(choice -> errors(choice, value).isEmpty())
                    .count();
            note(fitting == 1, place, "fits " + fitting + " of the choices", errors);
        }
        if (words.containsKey("type") && !hasType(words.get("type"), value)) {
            errors.add(place + ": is " + value.kind() + ", not " + words.get("type"));
            return;
        }
        if (words.containsKey("enum")) {
            note(elements(words.get("enum")).contains(value), place, value + " is none of the words", errors);
        }
        if (value instanceof Json.Num number) {
            checkBounds(words, new BigDecimal(number.digits()), place, errors);
        } else if (value instanceof Json.Arr array && words.containsKey("items")) {
            for (int i = 0; i < array.elements().size(); i++) {
                check((Json.Obj) words.get("items"), array.elements().get(i), place + "/" + i, errors);
            }
        } else if (value instanceof Json.Obj object && !words.containsKey("oneOf")) {
            checkMembers(words, object.members(), place, errors);
        }
    }

    private static void checkBounds(Map<String, Json> words, BigDecimal number, String place, List<String> errors) {
        if (words.get("minimum") instanceof Json.Num least) {
            note(number.compareTo(new BigDecimal(least.digits())) >= 0, place, number + " is too small", errors);
        }
        if (words.get("maximum") instanceof Json.Num most) {
            note(number.compareTo(new BigDecimal(most.digits())) <= 0, place, number + " is too large", errors);
        }
    }

    private void checkMembers(Map<String, Json> words, Map<String, Json> members, String place, List<String> errors) {
        var properties = words.get("properties") instanceof Json.Obj object ? object.members() : Map.<String, Json>of();
        var others = words.get("additionalProperties");
        elements(words.get("required")).stream()
                .map(name -> ((Json.Str) name).text())
                .forEach(name -> note(members.containsKey(name), place, "lacks " + name, errors));
        members.forEach((name, member) -> {
            if (properties.get(name) instanceof Json.Obj property) {
                check(property, member, place + "/" + name, errors);
            } else if (others instanceof Json.Obj schema) {
                check(schema, member, place + "/" + name, errors);
            } else {
                note(others == Json.Word.TRUE, place, "has " + name + ", which is not described", errors);
            }
        });
    }

    private static boolean hasType(Json type, Json value) {
        var types = type instanceof Json.Arr ? elements(type).stream() : Stream.of(type);
        return types.map(name -> ((Json.Str) name).text()).anyMatch(name -> switch (name) {
            case "object" -> value instanceof Json.Obj;
            case "array" -> value instanceof Json.Arr;
            case "string" -> value instanceof Json.Str;
            case "number" -> value instanceof Json.Num;
            case "integer" ->
                value instanceof Json.Num number
                        && new BigDecimal(number.digits()).stripTrailingZeros().scale() <= 0;
            case "boolean" -> value == Json.Word.TRUE || value == Json.Word.FALSE;
            case "null" -> value == Json.Word.NULL;
            default -> throw new IllegalArgumentException("there is no type " + name);
        });
    }

    private static void note(boolean fits, String place, String otherwise, List<String> errors) {
        if (!fits) {
            errors.add(place + ": " + otherwise);
        }
    }

    private static List<Json> elements(Json array) {
        return array == null ? List.of() : ((Json.Arr) array).elements();
    }

    /** Returns the object at the end of a path of names. */
    static Json.Obj at(Json.Obj object, String... path) {
        var found = object;
        for (var name : path) {
            found = (Json.Obj) found.members().get(name);
        }
        return found;
    }
}
