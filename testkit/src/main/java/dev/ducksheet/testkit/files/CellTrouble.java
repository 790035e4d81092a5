package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.rejects;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Well-formed records whose cells tempt readers to make something else of them. */
final class CellTrouble {
    private static final String STAYS_TEXT = "the column is text, and so is the cell";

    private CellTrouble() {}

    static List<BrokenFile> files() {
        return List.of(
                skus("leading zeros", kept(6), "007 is not 7", "007", "7", "0007", "7.0", "+7", "-0"),
                skus("numbers in disguise", kept(5), STAYS_TEXT, "1e5", "100000", "0x10", "1_000", "9".repeat(400)),
                skus(
                        "numbers beyond doubles",
                        kept(3),
                        "neighbours stay two",
                        "9007199254740992",
                        "9007199254740993",
                        "0.1000000000000000055"),
                skus(
                        "dates",
                        kept(7),
                        STAYS_TEXT,
                        "2024-02-30",
                        "2024-02-29",
                        "31/12/99",
                        "12/31/99",
                        "1-2",
                        "MAR1",
                        "24:00"),
                skus(
                        "spellings of nothing",
                        kept(7),
                        "a text that says nothing is a text",
                        "NULL",
                        "\\N",
                        "NA",
                        "N/A",
                        "None",
                        "nan",
                        "-"),
                skus("truths", kept(4), STAYS_TEXT, "true", "yes", "0", "1"),
                skus(
                        "formulas",
                        kept(6),
                        "kept as they are; who shows them to spreadsheets escapes them",
                        "=1+1",
                        "+1+1",
                        "-1+1",
                        "@SUM(A1)",
                        "=HYPERLINK(0)",
                        "|calc"),
                skus(
                        "SQL",
                        kept(3),
                        "texts are bound, never pasted",
                        "'); DROP TABLE products; --",
                        "' OR 1=1 --",
                        "$$;"),
                skus(
                        "markup",
                        kept(3),
                        "who shows it escapes it",
                        "<script>alert(1)</script>",
                        "{{7*7}}",
                        "${jndi:ldap://localhost/a}"),
                skus("paths as cells", kept(3), STAYS_TEXT, "../../etc/passwd", "C:\\temp\\new", "file:///etc/hosts"),
                skus(
                        "keys that differ in case only",
                        kept(1),
                        "one row, and the last spelling's record",
                        "Abc",
                        "ABC",
                        "abc"),
                skus(
                        "keys that differ in case only, beyond ASCII",
                        kept(2),
                        "case is more than ASCII",
                        "\u00c4hre",
                        "\u00e4HRE",
                        "\u0436\u0443\u043a",
                        "\u0416\u0423\u041a"),
                skus("keys in two normal forms", kept(2), "only case is folded", "\u00e9", "e\u0301"),
                skus("sharp s", kept(2), "lower case does not make two letters of one", "STRASSE", "STRA\u00dfE"),
                skus("dotless i", kept(2), "case does not depend on the server's country", "I", "i", "\u0131"),
                skus("keys that look alike", kept(4), "only case is folded", "A1", "\u04101", "A\u200b1", "\uff211"),
                skus(
                        "directions and joins",
                        kept(3),
                        STAYS_TEXT,
                        "abc\u202ecba",
                        "\ud83d\udc69\u200d\ud83c\udf73",
                        "\ud835\udcd0"),
                skus(
                        "control characters",
                        anyOf(kept(3), rejects(3, 0)),
                        "kept, or rejected by record",
                        "bell\u0007",
                        "esc\u001b[31m",
                        "del\u007f"),
                Csv.between("empty key", ",No key,three", rejects(1, 2), "no row can be found without its key"),
                Csv.between(
                        "empty key in quotes", "\"\",No key,three", rejects(1, 2), "a key of no characters is none"),
                Csv.between("key of blanks", "   ,No key,three", rejects(1, 2), "a key that nobody sees is none"),
                Csv.between("empty cells", "C3,,", kept(3), "only the key is needed"),
                Csv.between("blanks around cells", "C3, Third ,  three", kept(3), "they are part of the cells"));
    }

    /** Returns a file with a record for each of the keys. */
    private static BrokenFile skus(String name, Expectation expectation, String because, String... skus) {
        String records = Stream.of(skus).map(sku -> sku + ",Name,text\n").collect(Collectors.joining());
        return Csv.file(name, Csv.HEADER + records, expectation, because);
    }
}
