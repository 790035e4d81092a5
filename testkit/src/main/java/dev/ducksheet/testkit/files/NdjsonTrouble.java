package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;
import static dev.ducksheet.testkit.files.Expectation.rejects;

import java.util.List;

/** Lines of JSON that are no record, or one that readers get wrong. */
final class NdjsonTrouble {
    private static final String FIRST = "{\"sku\":\"A1\",\"name\":\"First\",\"description\":\"one\"}\n";
    private static final String SECOND = "{\"sku\":\"B2\",\"name\":\"Second\",\"description\":\"two\"}\n";
    private static final String NO_OBJECT = "one line is no object, its neighbours are";
    private static final String NO_TEXT = "a cell is one value";
    private static final int DEEP = 100_000;

    private NdjsonTrouble() {}

    static List<BrokenFile> files() {
        return List.of(
                between("JSON: broken object", "{\"sku\":\"C3\",\"name", rejects(1, 2), NO_OBJECT),
                between("JSON: comma at the end of an object", "{\"sku\":\"C3\",}", rejects(1, 2), NO_OBJECT),
                between("JSON: single quotes", "{'sku':'C3'}", rejects(1, 2), NO_OBJECT),
                between(
                        "JSON: not a number",
                        "{\"sku\":\"C3\",\"name\":NaN}",
                        rejects(1, 2),
                        "JSON has no such number"),
                between("JSON: array instead of an object", "[\"C3\",\"Third\",\"three\"]", rejects(1, 2), NO_OBJECT),
                between("JSON: text instead of an object", "\"C3\"", rejects(1, 2), NO_OBJECT),
                between("JSON: null instead of an object", "null", rejects(1, 2), "not a row of nothing"),
                between(
                        "JSON: two objects on a line",
                        FIRST.strip() + SECOND.strip(),
                        rejects(1, 2),
                        "neither is dropped silently"),
                between(
                        "JSON: object as a value",
                        "{\"sku\":\"C3\",\"name\":{\"de\":\"Dritte\"}}",
                        rejects(1, 2),
                        NO_TEXT),
                between("JSON: array as a value", "{\"sku\":\"C3\",\"name\":[\"Third\"]}", rejects(1, 2), NO_TEXT),
                between(
                        "JSON: member twice",
                        "{\"sku\":\"C3\",\"sku\":\"D4\"}",
                        rejects(1, 2),
                        "nobody knows which one is meant"),
                between(
                        "JSON: member that there is not",
                        "{\"sku\":\"C3\",\"price\":5}",
                        anyOf(rejects(1, 2), refused()),
                        "values are not dropped silently"),
                between("JSON: no key", "{\"name\":\"Third\"}", rejects(1, 2), "no row can be found without its key"),
                between(
                        "JSON: null as the key",
                        "{\"sku\":null,\"name\":\"Third\"}",
                        rejects(1, 2),
                        "no row can be found without its key"),
                between(
                        "JSON: half of a surrogate pair",
                        "{\"sku\":\"C3\",\"name\":\"\\ud83e\"}",
                        rejects(1, 2),
                        "half a character is none"),
                between(
                        "JSON: escaped NUL",
                        "{\"sku\":\"C3\",\"name\":\"nu\\u0000ll\"}",
                        anyOf(kept(3), rejects(1, 2)),
                        "a text is never cut off at a NUL"),
                between(
                        "JSON: deep",
                        "{\"sku\":\"C3\",\"name\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
                        rejects(1, 2),
                        "no stack grows with a line"),
                between("JSON: deep and open", "[".repeat(DEEP), rejects(1, 2), "no stack grows with a line"),
                between(
                        "JSON: huge numbers",
                        "{\"sku\":1e400}\n{\"sku\":12345678901234567890.10}\n{\"sku\":12345678901234567891.10}",
                        anyOf(kept(5), rejects(3, 2)),
                        "kept digit by digit, or no text; never rounded to the same"),
                between("JSON: members missing", "{\"sku\":\"C3\"}", kept(3), "only the key is needed"),
                between("JSON: blank lines", "\n  \n", kept(2), "nothing stands there"),
                between(
                        "JSON: long text",
                        "{\"sku\":\"C3\",\"name\":\"" + "x".repeat(1_000_000) + "\"}",
                        kept(3),
                        "long texts are texts"),
                file(
                        "JSON: byte order mark",
                        "\ufeff" + FIRST + SECOND,
                        anyOf(kept(2), refused()),
                        "no part of the first object, or refused with a reason; the first record is not lost"),
                file(
                        "JSON: cut within a record",
                        FIRST + SECOND + "{\"sku\":\"C3\",\"na",
                        rejects(1, 2),
                        "the last record is not whole"),
                file(
                        "JSON: one array of all",
                        "[" + FIRST.strip() + "," + SECOND.strip() + "]\n",
                        anyOf(refused(), rejects(1, 0)),
                        "it is JSON, and not lines of it"),
                file("JSON: empty", "", anyOf(refused(), kept(0)), "a failed upload, or a delivery of nothing"),
                file(
                        "JSON: CSV that is called ndjson",
                        Csv.GOOD,
                        anyOf(refused(), rejects(3, 0)),
                        "no line is an object"));
    }

    private static BrokenFile file(String name, String text, Expectation expectation, String because) {
        return new BrokenFile(name, "products.ndjson", Csv.utf8(text), expectation, because);
    }

    private static BrokenFile between(String name, String line, Expectation expectation, String because) {
        return file(name, FIRST + line + "\n" + SECOND, expectation, because);
    }
}
