package dev.ducksheet.testkit.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that is broken or odd.
 *
 * @param name what is odd about it: unique in the corpus, fit for the name of a test
 * @param fileName what its sender calls it; never the name of a file to be made or opened
 * @param content writes the same bytes every time, in constant memory
 * @param expectation what a careful importer does with it
 * @param because why, in one phrase
 */
public record BrokenFile(String name, String fileName, Content content, Expectation expectation, String because) {
    /** Writes what a file has. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream stays open. */
        void writeTo(OutputStream out) throws IOException;

        /** Returns content of those bytes. */
        static Content of(byte[] bytes) {
            byte[] copy = bytes.clone();
            return out -> out.write(copy);
        }

        /** Returns all of it, which must not be huge. */
        default byte[] bytes() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writeTo(out);
            return out.toByteArray();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
