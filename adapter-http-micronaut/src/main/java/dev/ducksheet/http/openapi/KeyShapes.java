package dev.ducksheet.http.openapi;

import static dev.ducksheet.http.openapi.Shape.list;
import static dev.ducksheet.http.openapi.Shape.object;
import static dev.ducksheet.http.openapi.Shape.oneOf;
import static dev.ducksheet.http.openapi.Shape.ref;
import static dev.ducksheet.http.openapi.Shape.sent;
import static dev.ducksheet.http.openapi.Shape.text;

import dev.ducksheet.http.json.Json;

/** The shapes of bodies that are about API keys, and examples of them. */
final class KeyShapes {
    static final Example NEW_KEY = Example.json("new_key", "Edits cells of some sales", """
            {"name": "north", "role": "editor", "expires_at": "2027-01-01T00:00:00Z",
              "tables": [{"table": "sales", "rows": "customer_id = 5"}, {"table": "product"}]}""");
    static final Example NEW_ADMIN = Example.json("new_admin", "May do everything", """
            {"name": "ops", "role": "admin"}""");
    static final Example KEY_SECRET = Example.json("key_secret", "Made", """
            {"id": "019b76da-a800-7000-8000-000000000017", "secret": "dk_0123456789abcdefghjkmnpqrstvwxyz01234567"}""");
    static final Example KEYS = Example.json("keys", "One in force and one that is no more", """
            {"keys": [
              {"id": "019b76da-a800-7000-8000-000000000017", "name": "admin", "prefix": "dk_01234567", "role": "admin",
                "created_by": "ducksheet", "created_at": "2026-01-01T00:00:00Z", "last_used_at": "2026-01-02T00:00:00Z"},
              {"id": "019b76da-a800-7000-8000-000000000018", "name": "north", "prefix": "dk_89abcdef", "role": "editor",
                "tables": [{"table": "sales", "rows": "customer_id = 5"}], "created_by": "admin",
                "created_at": "2026-01-01T00:00:00Z", "expires_at": "2027-01-01T00:00:00Z", "revoked_by": "admin",
                "revoked_at": "2026-01-03T00:00:00Z"}]}""");

    private static final String ROWS = "Which of its rows, in the condition language; all of them without it";

    private KeyShapes() {}

    static Json.Obj newKey() {
        return sent(
                "A key to be made",
                "name",
                text("What its edits are signed with; no other key in force has it", "ana"),
                "role",
                role(),
                "tables?",
                list(sent("A table, rollup or view that it may use", "table", text(), "rows?", Shape.condition(ROWS))),
                "expires_at?",
                time("From when on it is no good"));
    }

    private static Json.Obj role() {
        return oneOf("reader", "editor", "admin");
    }

    private static Json.Obj time(String description) {
        return text(description, "2027-01-01T00:00:00Z");
    }

    static Json.Obj keySecret() {
        return object(
                "A new key",
                "id",
                text(),
                "secret",
                text("What its holder sends; it is not told again", "dk_0123456789abcdefghjkmnpqrstvwxyz01234567"));
    }

    static Json.Obj key() {
        return object(
                "A key, without its secret",
                "id",
                text(),
                "name",
                text(),
                "prefix",
                text("How its secret begins", "dk_01234567"),
                "role",
                role(),
                "tables?",
                list(object("A table, rollup or view that it may use", "table", text(), "rows?", text(ROWS, "id = 1"))),
                "created_by",
                text(),
                "created_at",
                time("When it was made"),
                "expires_at?",
                time("From when on it is no good"),
                "last_used_at?",
                time("When it was used last, to the minute or so"),
                "revoked_by?",
                text(),
                "revoked_at?",
                time("When it was revoked"));
    }

    static Json.Obj keys() {
        return object("All keys that were ever made, the oldest first", "keys", list(ref("Key")));
    }
}
