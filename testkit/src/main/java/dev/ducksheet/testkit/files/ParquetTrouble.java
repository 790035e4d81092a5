package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;
import static dev.ducksheet.testkit.files.Expectation.rejects;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Parquet files, and what is left of them. They are made from small files that DuckDB has written and that are resources
 * here: the good {@code products.parquet}, {@code no-rows}, {@code numbered} with a key of numbers, {@code nested} with a
 * name that is a struct, and {@code labels} with other columns.
 */
final class ParquetTrouble {
    private static final String DAMAGED = "a damaged file ends an import, never the process";
    private static final int MAGIC = 4;
    private static final int LENGTH = 4;

    private ParquetTrouble() {}

    static List<BrokenFile> files() {
        byte[] good = resource("products");
        return List.of(
                file("Parquet", good, kept(2), "nothing is wrong with it"),
                file("Parquet: no rows", resource("no-rows"), kept(0), "a delivery may be empty"),
                file(
                        "Parquet: key of numbers",
                        resource("numbered"),
                        anyOf(kept(2), refused()),
                        "as text, or refused by type"),
                file(
                        "Parquet: struct as a name",
                        resource("nested"),
                        anyOf(refused(), rejects(1, 0)),
                        "a cell is one value"),
                file("Parquet: other columns", resource("labels"), refused(), "the key is missing"),
                file("Parquet: empty", new byte[0], refused(), DAMAGED),
                file("Parquet: magic alone", "PAR1".getBytes(US_ASCII), refused(), DAMAGED),
                file("Parquet: cut off", Arrays.copyOf(good, good.length / 2), refused(), DAMAGED),
                file(
                        "Parquet: without its head",
                        Arrays.copyOfRange(good, good.length / 2, good.length),
                        refused(),
                        DAMAGED),
                file("Parquet: wrong magic at the end", with(good, good.length - 1, (byte) '2'), refused(), DAMAGED),
                file(
                        "Parquet: encrypted",
                        with(with(good, good.length - 1, (byte) 'E'), 3, (byte) 'E'),
                        refused(),
                        "it cannot be read without its keys"),
                file("Parquet: footer longer than the file", footerOf(good, good.length), refused(), DAMAGED),
                file("Parquet: footer of two gigabytes", footerOf(good, Integer.MAX_VALUE), refused(), DAMAGED),
                file("Parquet: footer of less than nothing", footerOf(good, -1), refused(), DAMAGED),
                file("Parquet: footer of nothing", footerOf(good, 0), refused(), DAMAGED),
                file(
                        "Parquet: footer of zeros",
                        zeroed(good, footerStart(good), good.length - MAGIC - LENGTH),
                        refused(),
                        DAMAGED),
                file("Parquet: pages of zeros", zeroed(good, MAGIC, footerStart(good)), refused(), DAMAGED),
                file("Parquet: CSV that is called so", Csv.GOOD.getBytes(US_ASCII), refused(), "it is told what it is"),
                Csv.file(
                        "Parquet that is called CSV",
                        good,
                        anyOf(kept(2), refused()),
                        "read as what it is, never as text"));
    }

    private static BrokenFile file(String name, byte[] bytes, Expectation expectation, String because) {
        return new BrokenFile(name, "products.parquet", Content.of(bytes), expectation, because);
    }

    private static byte[] resource(String name) {
        String file = name + ".parquet";
        try (InputStream in = Objects.requireNonNull(ParquetTrouble.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] zeroed(byte[] bytes, int from, int to) {
        byte[] changed = bytes.clone();
        Arrays.fill(changed, from, to, (byte) 0);
        return changed;
    }

    private static byte[] footerOf(byte[] good, int length) {
        byte[] changed = good.clone();
        littleEndian(changed).putInt(lengthAt(good), length);
        return changed;
    }

    private static int footerStart(byte[] good) {
        return lengthAt(good) - littleEndian(good).getInt(lengthAt(good));
    }

    private static int lengthAt(byte[] good) {
        return good.length - MAGIC - LENGTH;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
