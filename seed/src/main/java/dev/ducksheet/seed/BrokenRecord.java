package dev.ducksheet.seed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of record that is no product, which a careful reader rejects by itself, keeping those before and after it.
 *
 * <p>DuckDB 1.5.6 does with {@code read_csv(…, auto_detect = false, store_rejects = true, strict_mode = true)}, in
 * parallel too. What it does with others, which are therefore not here: without {@code strict_mode} too many cells and
 * text after a closing quote are read as something; with it, too, an empty fourth cell is dropped, blanks after a closing
 * quote are skipped, and a quote within a cell that does not start with one, and a NUL, are taken as text. It files one
 * error for each cell too few or too many, so rejected records are counted by their {@code line}. A quote that is never
 * closed is not here either: what it swallows is no longer one record.
 */
final class BrokenRecord {
    private static final byte[] KEY = bytes("BROKEN-");

    private static final List<BrokenRecord> TOO_FEW_CELLS = List.of(
            new BrokenRecord("", ""),
            new BrokenRecord("", ",no description"),
            new BrokenRecord("", ",\"no\ndescription\""));

    private static final List<BrokenRecord> TOO_MANY_CELLS = List.of(
            new BrokenRecord("", ",name,description,more"),
            new BrokenRecord("", ",name,description,1,2,3,4,5,\"6, 7\""));

    private static final List<BrokenRecord> TEXT_AFTER_A_QUOTE = List.of(
            new BrokenRecord("\"", "\"x,name,description"),
            new BrokenRecord("", ",\"name\"x,description"),
            new BrokenRecord("", ",name,\"a \"\"good\"\" one\" not"));

    /** Latin-1, on one line and on two, and half of a surrogate pair; as the Latin-1 characters of their bytes. */
    private static final List<BrokenRecord> NOT_UTF_8 = List.of(
            new BrokenRecord("", ",caf\u00e9,description"),
            new BrokenRecord("", ",name,\"caf\u00e9\n\u00e0 la carte\""),
            new BrokenRecord("", ",\u00ed\u00a0\u00bd,description"));

    static final List<BrokenRecord> KINDS = Stream.of(TOO_FEW_CELLS, TOO_MANY_CELLS, TEXT_AFTER_A_QUOTE, NOT_UTF_8)
            .flatMap(List::stream)
            .toList();

    private final byte[] head;
    private final byte[] tail;

    private BrokenRecord(String head, String tail) {
        this.head = bytes(head);
        this.tail = bytes(tail);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes a record whose key, by its number, no other record has. */
    void writeTo(CsvBytes out, long number) {
        out.put(head).put(KEY).putNumber(number).put(tail).put('\n');
    }
}
