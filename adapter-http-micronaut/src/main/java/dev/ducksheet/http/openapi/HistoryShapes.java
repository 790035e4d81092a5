package dev.ducksheet.http.openapi;

import static dev.ducksheet.http.openapi.Shape.cell;
import static dev.ducksheet.http.openapi.Shape.either;
import static dev.ducksheet.http.openapi.Shape.list;
import static dev.ducksheet.http.openapi.Shape.object;
import static dev.ducksheet.http.openapi.Shape.oneOf;
import static dev.ducksheet.http.openapi.Shape.ref;
import static dev.ducksheet.http.openapi.Shape.row;
import static dev.ducksheet.http.openapi.Shape.text;
import static dev.ducksheet.http.openapi.Shape.whole;

import dev.ducksheet.http.json.Json;

/** The shapes of the history. */
final class HistoryShapes {
    private HistoryShapes() {}

    static Json.Obj history() {
        return object(
                "Who changed what, the newest first",
                "history",
                list(entry()),
                "oldest_kept",
                whole(),
                "next_cursor?",
                text("What to send as cursor; there may be more even if this answer is short", "e7-1"));
    }

    private static Json.Obj entry() {
        return object(
                "What a version did to a row; or to how many rows, if they are not told one by one",
                "version",
                whole(),
                "update_id",
                text(),
                "editor",
                text(),
                "at",
                text("An instant", "2026-01-01T00:00:00Z"),
                "edited_table",
                text(),
                "edited_column?",
                text(),
                "event?",
                text("What it was, unless cells were edited", "undone"),
                "inserted?",
                whole(),
                "updated?",
                whole(),
                "unchanged?",
                whole(),
                "deleted?",
                whole(),
                "undone?",
                whole(),
                "columns?",
                list(text()),
                "schema?",
                either(ref("Schema"), ref("Definition")),
                "query?",
                ref("SavedQuery"),
                "rows?",
                whole(),
                "table?",
                text(),
                "kind?",
                oneOf("inserted", "updated", "deleted"),
                "row?",
                row("The key of the row, or its number"),
                "cells?",
                list(object(
                        "A cell, before and after",
                        "column",
                        text(),
                        "before",
                        cell("Before"),
                        "after",
                        cell("After"))));
    }
}
