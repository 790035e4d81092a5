package dev.ducksheet.http.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The members of one object, taken by name; keeps a list of everything that is wrong with them. */
public final class Fields {
    private final Map<String, Json> members;
    private final String pointer;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    private Fields(Map<String, Json> members, String pointer, List<FieldError> errors) {
        this.members = members;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** Returns the members of a whole body; what is no object has none, and that is an error. */
    public static Fields of(Json body) {
        return of(body, "", new ArrayList<>());
    }

    private static Fields of(Json json, String pointer, List<FieldError> errors) {
        if (json instanceof Json.Obj object) {
            return new Fields(object.members(), pointer, errors);
        }
        errors.add(new FieldError(pointer, "expected an object, found " + json.kind()));
        return new Fields(Map.of(), pointer, errors);
    }

    /** Returns the object in a member of this one, with the same list of errors. */
    public Fields inside(String name) {
        known.add(name);
        return of(members.getOrDefault(name, Json.Word.NULL), pointerTo(name), errors);
    }

    /** Says whether there is such a member. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns the names of all members. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Takes a member as it is. */
    public Optional<Json> any(String name) {
        known.add(name);
        return Optional.ofNullable(members.get(name));
    }

    /** Takes a member and reads it; if {@code reader} finds nothing in it, {@code expected} says what it wanted. */
    public <T> Optional<T> read(String name, String expected, Function<Json, Optional<T>> reader) {
        var member = any(name);
        var value = member.flatMap(reader);
        if (member.isPresent() && value.isEmpty()) {
            wrong(name, "expected " + expected + ", found " + shown(member.get()));
        }
        return value;
    }

    private static String shown(Json json) {
        if (json instanceof Json.Num number) {
            return number.digits().length() <= 40
                    ? number.digits()
                    : "a number of " + number.digits().length() + " characters";
        }
        return json.kind();
    }

    /** Takes a string. */
    public Optional<String> text(String name) {
        return read(
                name, "a string", json -> json instanceof Json.Str text ? Optional.of(text.text()) : Optional.empty());
    }

    /** Takes a string that has to be there and to say something; else returns an empty one. */
    public String requiredText(String name) {
        if (!has(name)) {
            wrong(name, "\"" + name + "\" is missing");
        }
        var text = text(name);
        if (text.isPresent() && text.get().isBlank()) {
            wrong(name, "\"" + name + "\" is blank");
        }
        return text.orElse("");
    }

    /** Takes true or false. */
    public boolean flag(String name) {
        return read(
                        name,
                        "true or false",
                        json -> json == Json.Word.TRUE || json == Json.Word.FALSE
                                ? Optional.of(json == Json.Word.TRUE)
                                : Optional.empty())
                .orElse(false);
    }

    /** Takes a whole number within bounds. */
    public long number(String name, long least, long most, long otherwise) {
        return read(
                        name,
                        "a whole number of " + least + " to " + most,
                        json -> json instanceof Json.Num number
                                ? whole(number.digits(), least, most)
                                : Optional.empty())
                .orElse(otherwise);
    }

    private static Optional<Long> whole(String digits, long least, long most) {
        return Optional.of(digits)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .filter(number -> number >= least && number <= most);
    }

    /** Takes an array. */
    public List<Json> list(String name) {
        return read(
                        name,
                        "an array",
                        json -> json instanceof Json.Arr array ? Optional.of(array.elements()) : Optional.empty())
                .orElse(List.of());
    }

    /** Takes an array of objects; each notes what is wrong with it in the same list. */
    public List<Fields> objects(String name) {
        var elements = list(name);
        var objects = new ArrayList<Fields>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            objects.add(of(elements.get(i), pointerTo(name) + "/" + i, errors));
        }
        return objects;
    }

    /** Takes an array of strings. */
    public List<String> texts(String name) {
        var elements = list(name);
        var texts = new ArrayList<String>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Json.Str text) {
                texts.add(text.text());
            } else {
                wrongAt(name, i, "expected a string, found " + elements.get(i).kind());
            }
        }
        return texts;
    }

    /** Notes that a member is wrong. */
    public void wrong(String name, String detail) {
        errors.add(new FieldError(pointerTo(name), detail));
    }

    /** Notes that an element of a member is wrong. */
    public void wrongAt(String name, int index, String detail) {
        errors.add(new FieldError(pointerTo(name) + "/" + index, detail));
    }

    /** Notes that every member that was not taken is wrong. */
    public void refuseOthers() {
        for (var name : members.keySet()) {
            if (!known.contains(name)) {
                wrong(
                        name,
                        "unknown member \"" + name + "\"; known: "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    /** Returns what is wrong so far. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** Returns the pointer to a member (RFC 6901). */
    public String pointerTo(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
