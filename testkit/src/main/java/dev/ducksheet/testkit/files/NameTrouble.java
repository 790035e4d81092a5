package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;

import java.util.List;

/** Good files with names that want to be opened, matched, printed or run. */
final class NameTrouble {
    private static final String A_LABEL = "a sender's name for a file is told, never opened";

    private NameTrouble() {}

    static List<BrokenFile> files() {
        return List.of(
                named("name: up the tree", "../../x.csv"),
                named("name: absolute", "/etc/cron.d/x.csv"),
                named("name: drive of Windows", "C:\\temp\\x.csv"),
                named("name: share of Windows", "\\\\server\\share\\x.csv"),
                named("name: device of Windows", "CON.csv"),
                named("name: escaped", "%2e%2e%2fx.csv"),
                named("name: only a suffix", ".csv"),
                named("name: suffix in capitals", "PRODUCTS.CSV"),
                named("name: star", "*.csv"),
                named("name: choice", "[a-z].csv"),
                named("name: quote", "x' UNION SELECT 1; --.csv"),
                named("name: bucket", "s3://bucket/x.csv"),
                named("name: address", "http://localhost/x.csv"),
                named("name: option", "--help.csv"),
                named("name: command", "$(id)`id`|id.csv"),
                named("name: line ends", "x\r\nSet-Cookie: a=b.csv"),
                named("name: right to left", "x\u202evsc.csv"),
                named("name: not of this plane", "\ud83e\udd86.csv"),
                named("name: very long", "x".repeat(4_000) + ".csv"),
                new BrokenFile("name: NUL", "x.csv\0.png", Csv.utf8(Csv.GOOD), anyOf(kept(2), refused()), A_LABEL));
    }

    private static BrokenFile named(String name, String fileName) {
        return new BrokenFile(name, fileName, Csv.utf8(Csv.GOOD), kept(2), A_LABEL);
    }
}
