package dev.ducksheet.testkit.files;

import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.nio.charset.StandardCharsets;

/** Pieces of CSV files. */
final class Csv {
    static final String FILE_NAME = "products.csv";
    static final String HEADER = "sku,name,description\n";
    static final String FIRST = "A1,First,one\n";
    static final String SECOND = "B2,Second,two\n";

    /** A file that nothing is wrong with. */
    static final String GOOD = HEADER + FIRST + SECOND;

    private Csv() {}

    static BrokenFile file(String name, String text, Expectation expectation, String because) {
        return new BrokenFile(name, FILE_NAME, utf8(text), expectation, because);
    }

    static BrokenFile file(String name, byte[] bytes, Expectation expectation, String because) {
        return new BrokenFile(name, FILE_NAME, Content.of(bytes), expectation, because);
    }

    /** Returns a file that has a line between two good records. */
    static BrokenFile between(String name, String line, Expectation expectation, String because) {
        return file(name, HEADER + FIRST + line + "\n" + SECOND, expectation, because);
    }

    static Content utf8(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
