package dev.ducksheet.testkit.files;

import static dev.ducksheet.testkit.files.Expectation.anyOf;
import static dev.ducksheet.testkit.files.Expectation.kept;
import static dev.ducksheet.testkit.files.Expectation.refused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that say they are compressed: cut off, put together, of another kind, or unfolding to very much. */
final class CompressionTrouble {
    private static final String GZ = Csv.FILE_NAME + ".gz";
    private static final String ZST = Csv.FILE_NAME + ".zst";
    private static final String MISSING = "a part is missing, and nobody knows how much";
    private static final String DAMAGED = "its checksum says that it is not what was sent";
    private static final String BOMB = "neither memory nor disk grows with what a file unfolds to";
    private static final int TRAILER = 8;

    private CompressionTrouble() {}

    static List<BrokenFile> files(long huge) {
        return List.of(
                gz("gz", gzip(Csv.GOOD), kept(2), "nothing is wrong with it"),
                gz(
                        "gz in members",
                        joined(gzip(Csv.HEADER + Csv.FIRST), gzip(Csv.SECOND)),
                        kept(2),
                        "files put together are one file"),
                gz(
                        "gz with an empty member",
                        joined(gzip(Csv.GOOD), gzip("")),
                        kept(2),
                        "tools that compress in blocks end so"),
                gz("gz cut off", cut(gzip(Csv.GOOD.repeat(100)), 40), refused(), MISSING),
                gz("gz without its trailer", cut(gzip(Csv.GOOD), TRAILER), refused(), MISSING),
                gz(
                        "gz with its second member cut off",
                        joined(gzip(Csv.GOOD), cut(gzip(Csv.SECOND), TRAILER)),
                        refused(),
                        MISSING),
                gz("gz damaged", damaged(gzip(Csv.GOOD)), refused(), DAMAGED),
                gz(
                        "gz with garbage behind it",
                        joined(gzip(Csv.GOOD), "garbage".getBytes(UTF_8)),
                        anyOf(refused(), kept(2)),
                        "ignored as gzip does, or refused; never read as records"),
                gz("gz of nothing", gzip(""), refused(), "there is no header"),
                gz("gz in gz", gzip(gzip(Csv.GOOD)), refused(), "what is in it is no text"),
                gz("zip that is called gz", zip(), refused(), "it is told what it is"),
                gz(
                        "text that is called gz",
                        Csv.GOOD.getBytes(UTF_8),
                        anyOf(kept(2), refused()),
                        "told, or read as it is"),
                gz("empty file that is called gz", new byte[0], refused(), "there is not even a header of gz"),
                Csv.file(
                        "gz that is called csv",
                        gzip(Csv.GOOD),
                        anyOf(refused(), kept(2)),
                        "recognised or refused, never read as text"),
                Csv.file("zip that is called csv", zip(), refused(), "spreadsheets save so; it is told what it is"),
                new BrokenFile("gz that unfolds to NULs", GZ, out -> unfolding(out, '\0', huge), refused(), BOMB),
                new BrokenFile("gz that unfolds to one line", GZ, out -> unfolding(out, 'x', huge), refused(), BOMB),
                zst("zst", out -> ZstdFrame.raw(out, Csv.GOOD.getBytes(UTF_8)), kept(2), "nothing is wrong with it"),
                zst(
                        "zst in frames",
                        CompressionTrouble::frames,
                        kept(2),
                        "files put together are one file, and what is to be skipped is"),
                zst("zst cut off", Content.of(cut(zstd(Csv.GOOD), 5)), refused(), MISSING),
                zst(
                        "zst that wants two gigabytes",
                        out -> ZstdFrame.rawWithLargeWindow(out, Csv.GOOD.getBytes(UTF_8)),
                        anyOf(refused(), kept(2)),
                        "a file does not decide how much memory it gets"),
                zst("zst that unfolds to NULs", out -> ZstdFrame.repeated(out, '\0', huge), refused(), BOMB),
                zst("zst that unfolds to one line", out -> ZstdFrame.repeated(out, 'x', huge), refused(), BOMB),
                zst(
                        "text that is called zst",
                        Csv.utf8(Csv.GOOD),
                        anyOf(kept(2), refused()),
                        "told, or read as it is"));
    }

    private static BrokenFile gz(String name, byte[] bytes, Expectation expectation, String because) {
        return new BrokenFile(name, GZ, Content.of(bytes), expectation, because);
    }

    private static BrokenFile zst(String name, Content content, Expectation expectation, String because) {
        return new BrokenFile(name, ZST, content, expectation, because);
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] content) {
        return bytes(out -> {
            GZIPOutputStream gz = new GZIPOutputStream(out);
            gz.write(content);
            gz.finish();
        });
    }

    private static void unfolding(OutputStream out, char ascii, long times) throws IOException {
        GZIPOutputStream gz = new GZIPOutputStream(out);
        Huge.repeat(gz, ascii, times);
        gz.finish();
    }

    private static byte[] zip() {
        return bytes(out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            ZipEntry entry = new ZipEntry(Csv.FILE_NAME);
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(Csv.GOOD.getBytes(UTF_8));
            zip.finish();
        });
    }

    private static byte[] zstd(String text) {
        return bytes(out -> ZstdFrame.raw(out, text.getBytes(UTF_8)));
    }

    private static void frames(OutputStream out) throws IOException {
        ZstdFrame.raw(out, (Csv.HEADER + Csv.FIRST).getBytes(UTF_8));
        ZstdFrame.skippable(out, "not a record\n".getBytes(UTF_8));
        ZstdFrame.raw(out, Csv.SECOND.getBytes(UTF_8));
    }

    private static byte[] bytes(Content content) {
        try {
            return content.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        out.writeBytes(tail);
        return out.toByteArray();
    }

    private static byte[] cut(byte[] bytes, int less) {
        return Arrays.copyOf(bytes, bytes.length - less);
    }

    /** Changes a bit of the checksum. */
    private static byte[] damaged(byte[] gzip) {
        byte[] damaged = gzip.clone();
        damaged[damaged.length - TRAILER] ^= 1;
        return damaged;
    }
}
