package dev.ducksheet.testkit.files;

import java.util.List;
import java.util.stream.Stream;

/**
 * The corpus of broken and odd files for a table {@code products(sku VARCHAR, name VARCHAR, description VARCHAR)}, which
 * is empty, with the key {@code sku} compared without regard to case and the last record winning.
 *
 * <p>It holds this to be careful: columns are found by the header's names, whatever their case and order; a record that
 * cannot be one is rejected by itself, with the others kept; a file of which nobody can say where its records end, or of
 * which a part is missing, is refused as a whole; cells are texts and stay what they are to the last character; and
 * memory does not grow with what a file claims. Whatever the file, the server lives on and serves the next one.
 *
 * <p>An importer that leaves it all to DuckDB 1.5.6 ({@code read_csv} with columns given, {@code strict_mode} and
 * {@code store_rejects}, or {@code read_json} with {@code ignore_errors}) fails at a third of them. It does not compare
 * the header with the columns. It reads UTF-16 as text with NULs. It sees neither that a gz or zst is cut off nor that a
 * checksum is wrong. It counts whatever an open quote has swallowed as one rejected record. With {@code new_line} given,
 * a file with other line ends has no records at all, and one with both kinds stops it. Lines of JSON that it cannot read
 * become rows of nothing, or vanish; numbers in them are rounded to doubles, the first of two equal members wins, and
 * unknown ones are dropped.
 */
public final class BrokenFiles {
    /** The size of those files that are huge when nothing else is asked for: a gigabyte. */
    public static final long HUGE = 1L << 30;

    private BrokenFiles() {}

    /**
     * Returns the files, always the same ones in the same order.
     *
     * @param huge the size that those have, or unfold to, which are there because of their size; more than eight megabytes
     */
    public static List<BrokenFile> all(long huge) {
        if (huge <= 1 << 23) {
            throw new IllegalArgumentException(huge + " bytes; what is read within limits is not huge");
        }
        return Stream.of(
                        EncodingTrouble.files(),
                        HeaderTrouble.files(),
                        RecordTrouble.files(huge),
                        CellTrouble.files(),
                        CompressionTrouble.files(huge),
                        NdjsonTrouble.files(),
                        ParquetTrouble.files(),
                        NameTrouble.files())
                .flatMap(List::stream)
                .toList();
    }
}
