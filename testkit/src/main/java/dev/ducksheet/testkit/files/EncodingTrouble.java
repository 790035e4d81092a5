package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;
import static dev.ducksheet.testkit.files.Expectation.rejects;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.List;
import java.util.Random;

/** Bytes that are no text in UTF-8. */
final class EncodingTrouble {
    private static final String MARK = "\ufeff";
    private static final String NOT_UTF_8 = "what is not UTF-8 is told, not guessed at";
    private static final String MARKED = "its mark says what it is; told, or read as that";
    private static final String NO_TEXT = "a file that is no text has no header";

    private EncodingTrouble() {}

    static List<BrokenFile> files() {
        return List.of(
                Csv.file("byte order mark", MARK + Csv.GOOD, kept(2), "the mark is no part of the first name"),
                Csv.file(
                        "UTF-16, little endian",
                        (MARK + Csv.GOOD).getBytes(UTF_16LE),
                        anyOf(kept(2), refused()),
                        MARKED),
                Csv.file("UTF-16, big endian", (MARK + Csv.GOOD).getBytes(UTF_16BE), anyOf(kept(2), refused()), MARKED),
                Csv.file("UTF-16 without a mark", Csv.GOOD.getBytes(UTF_16LE), refused(), NOT_UTF_8),
                Csv.file(
                        "Latin-1 in a record",
                        latin1(Csv.HEADER + Csv.FIRST + "C3,caf\u00e9,three\n" + Csv.SECOND),
                        rejects(1, 2),
                        "one record is no text, its neighbours are"),
                Csv.file(
                        "Latin-1 in the header",
                        latin1("sku,name,d\u00e9scription\n" + Csv.FIRST),
                        refused(),
                        "no column has such a name"),
                Csv.file(
                        "half of a surrogate pair in UTF-8",
                        latin1(Csv.HEADER + Csv.FIRST + "C3,\u00ed\u00a0\u00bd,three\n" + Csv.SECOND),
                        rejects(1, 2),
                        "half a character is none"),
                Csv.file(
                        "slash in two bytes",
                        latin1(Csv.HEADER + Csv.FIRST + "C3,\u00c0\u00af,three\n" + Csv.SECOND),
                        rejects(1, 2),
                        "characters written longer than needed are how checks are got round"),
                Csv.file(
                        "UTF-8 cut within a character at the end",
                        latin1(Csv.HEADER + Csv.FIRST + Csv.SECOND + "C3,Third,caf\u00c3"),
                        rejects(1, 2),
                        "the last record is not whole"),
                Csv.file(
                        "NUL in a cell",
                        Csv.HEADER + Csv.FIRST + "C3,nu\0ll,three\n" + Csv.SECOND,
                        anyOf(kept(3), rejects(1, 2)),
                        "a text is never cut off at a NUL"),
                Csv.file("only NULs", new byte[100_000], refused(), "a file that was never filled has no header"),
                Csv.file("random bytes", random(), refused(), NO_TEXT),
                Csv.file(
                        "picture",
                        latin1("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0"),
                        refused(),
                        NO_TEXT),
                Csv.file("program", latin1("\u007fELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0"), refused(), NO_TEXT),
                Csv.file(
                        "page of an error",
                        "<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>\n",
                        refused(),
                        "what a failed download left behind has no such columns"));
    }

    private static byte[] latin1(String bytes) {
        return bytes.getBytes(ISO_8859_1);
    }

    private static byte[] random() {
        byte[] bytes = new byte[65_536];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
