package dev.ducksheet.storage.duckdb;

import com.github.luben.zstd.ZstdInputStream;
import dev.ducksheet.core.imports.FileFormat;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file that was received, as its first bytes show it: what it is, how it is compressed, in which letters. */
final class SpooledFile {
    private static final int HEAD = 1 << 16;
    private static final int FEW = 8;
    private static final String IN_UTF8 = "file.utf8";

    /** DuckDB drops longer records without a word. */
    private static final int MOST_OF_RECORD = 2_000_000;

    private static final char BYTE_ORDER = '\uFEFF';

    /** First bytes of what is often taken for a file of rows, and what to say of it. */
    private record Stranger(String what, List<Integer> magic) {
        static Stranger of(String what, Integer... magic) {
            return new Stranger(what, List.of(magic));
        }
    }

    private static final List<Stranger> STRANGERS = List.of(
            Stranger.of("a zip archive, as a workbook of a spreadsheet program is; export it as CSV", 80, 75, 3, 4),
            Stranger.of("a PDF; export the table as CSV", 37, 80, 68, 70),
            Stranger.of("a picture; send a CSV file", 0x89, 80, 78, 71),
            Stranger.of("a program; send a CSV file", 0x7f, 69, 76, 70),
            Stranger.of("an old workbook of a spreadsheet program; export it as CSV", 0xd0, 0xcf, 0x11, 0xe0),
            Stranger.of("compressed with bzip2; use gzip or zstd", 66, 90, 104),
            Stranger.of("compressed with xz; use gzip or zstd", 0xfd, 55, 122, 88, 90));

    /** How the bytes are compressed. */
    enum Compression {
        /** Not at all. */
        NONE("none"),
        /** RFC 1952. */
        GZIP("gzip"),
        /** RFC 8878. */
        ZSTD("zstd");

        private final String sql;

        Compression(String sql) {
            this.sql = sql;
        }

        /** Returns the name that DuckDB has for it. */
        String sql() {
            return sql;
        }
    }

    private final Path path;
    private final Path scratch;
    private final Compression compression;
    private final byte[] head;

    private SpooledFile(Path path, Path scratch, Compression compression, byte[] head) {
        this.path = path;
        this.scratch = scratch;
        this.compression = compression;
        this.head = head;
    }

    /**
     * Looks at a file.
     *
     * @param scratch the folder for what is written to read it, which is the caller's to delete
     * @throws UnreadableException if it is empty, or of a kind that is known to hold no rows
     */
    static SpooledFile of(Path path, Path scratch) throws IOException {
        if (Files.size(path) == 0) {
            throw new UnreadableException("the file is empty; send one with a header and rows");
        }
        byte[] first;
        try (var bytes = Files.newInputStream(path)) {
            first = bytes.readNBytes(8);
        }
        var compression = compression(first);
        byte[] head;
        try (var bytes = decoded(path, compression)) {
            head = bytes.readNBytes(HEAD);
        } catch (IOException e) {
            throw damaged(compression, e);
        }
        if (head.length == 0) {
            throw new UnreadableException("the file holds nothing, compressed; send one with a header and rows");
        }
        for (var stranger : STRANGERS) {
            if (startsWith(head, stranger.magic())) {
                throw new UnreadableException("the file is " + stranger.what());
            }
        }
        return new SpooledFile(path, scratch, compression, head);
    }

    private static Compression compression(byte[] first) {
        if (startsWith(first, List.of(0x1f, 0x8b))) {
            return Compression.GZIP;
        }
        return startsWith(first, List.of(0x28, 0xb5, 0x2f, 0xfd)) ? Compression.ZSTD : Compression.NONE;
    }

    private static boolean startsWith(byte[] bytes, List<Integer> magic) {
        return bytes.length >= magic.size()
                && IntStream.range(0, magic.size()).allMatch(i -> (bytes[i] & 0xff) == magic.get(i));
    }

    private static InputStream decoded(Path path, Compression compression) throws IOException {
        var bytes = new BufferedInputStream(Files.newInputStream(path), HEAD);
        try {
            return switch (compression) {
                case NONE -> bytes;
                case GZIP -> new GZIPInputStream(bytes, HEAD);
                case ZSTD -> new ZstdInputStream(bytes);
            };
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static UnreadableException damaged(Compression compression, IOException e) {
        var reason = e instanceof ZipException || e.getMessage() != null ? ": " + e.getMessage() : "";
        return new UnreadableException("the file is compressed with " + compression.sql() + " and damaged or cut off"
                + reason + "; compress it anew and send it again");
    }

    Path path() {
        return path;
    }

    /** Returns the folder for what is written to read it. */
    Path scratch() {
        return scratch;
    }

    Compression compression() {
        return compression;
    }

    /** Returns the format: the one that is said, or the one that the bytes or the name show. */
    FileFormat format(ImportSpec spec) {
        if (spec.format().isPresent()) {
            return spec.format().get();
        }
        if (startsWith(head, List.of(0x50, 0x41, 0x52, 0x31))) {
            return FileFormat.PARQUET;
        }
        var name = spec.fileName().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst|zstd)$", "");
        if (name.endsWith(".parquet")) {
            return FileFormat.PARQUET;
        }
        boolean lines = name.endsWith(".ndjson") || name.endsWith(".jsonl") || firstLetter() == '{';
        return lines && !name.endsWith(".csv") ? FileFormat.NDJSON : FileFormat.CSV;
    }

    private int firstLetter() {
        for (byte letter : head) {
            if (letter > ' ') {
                return letter;
            }
        }
        return -1;
    }

    /** Returns a file in UTF-8 with the same text: this one, or else a copy. */
    SpooledFile inUtf8(ImportSpec spec) throws IOException {
        var charset = charset(spec);
        if (charset.equals(StandardCharsets.UTF_8)) {
            requireText();
            return this;
        }
        var copy = scratch.resolve(IN_UTF8);
        transcode(charset, copy);
        return of(copy, scratch);
    }

    private Charset charset(ImportSpec spec) {
        if (spec.dialect().charset().isPresent()) {
            return charset(spec.dialect().charset().get());
        }
        if (startsWith(head, List.of(0xff, 0xfe))) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(head, List.of(0xfe, 0xff))) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableException(
                    "no charset is called '" + name + "'; take one such as utf-8, utf-16 or windows-1252");
        }
    }

    /** A NUL may be in a text; many of them are something else. */
    private void requireText() {
        int nuls = 0;
        for (byte letter : head) {
            nuls += letter == 0 ? 1 : 0;
        }
        if (nuls > head.length / FEW) {
            throw new UnreadableException("the file is no text in UTF-8: " + nuls + " of its first " + head.length
                    + " bytes are NUL; if it is text, say in which charset, such as utf-16");
        }
    }

    private void transcode(Charset charset, Path copy) throws IOException {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        try (var in = new InputStreamReader(decoded(path, compression), decoder);
                var out = Files.newByteChannel(
                        copy,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var chars = CharBuffer.allocate(HEAD);
            var bytes = ByteBuffer.allocate(3 * HEAD + 8);
            while (in.read(chars) >= 0) {
                chars.flip();
                encoder.encode(chars, bytes, false);
                chars.compact();
                bytes.flip();
                out.write(bytes);
                bytes.clear();
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableException("the file is no text in " + charset.name()
                    + "; say in which charset it is, such as utf-8 or windows-1252");
        }
    }

    /** Returns the first characters of the text, without a byte order mark; a character cut off at their end apart. */
    String text() {
        var text = new String(head, StandardCharsets.UTF_8);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER ? text.substring(1) : text;
    }

    /** Says whether {@link #text} is all of it. */
    boolean isShort() {
        return head.length < HEAD;
    }

    /** Reads a compressed file to its end, which alone shows whether it is whole: DuckDB does not say. */
    void requireWhole() throws IOException {
        if (compression == Compression.NONE) {
            return;
        }
        var buffer = new byte[HEAD];
        try (var bytes = decoded(path, compression)) {
            while (bytes.read(buffer) >= 0) {
                // its end is what is looked for
            }
        } catch (IOException e) {
            throw damaged(compression, e);
        }
    }

    /** Returns the bytes, not compressed; to be closed. */
    InputStream bytes() throws IOException {
        return decoded(path, compression);
    }

    /**
     * Looks for records that are too long, by the rule of RFC 4180 that a quote opens at the beginning of a cell.
     *
     * @throws UnreadableException naming the first of them
     */
    void requireShortRecords(char delimiter, String quote) throws IOException {
        if (compression == Compression.NONE && Files.size(path) <= MOST_OF_RECORD) {
            return;
        }
        byte mark = (byte) (quote.isEmpty() ? 0 : quote.charAt(0));
        var buffer = new byte[HEAD];
        long length = 0;
        long records = 1;
        boolean quoted = false;
        byte before = '\n';
        try (var bytes = bytes()) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    byte letter = buffer[i];
                    if (letter == mark && mark != 0) {
                        quoted = quoted ? false : before == delimiter || before == '\n' || before == mark;
                    } else if (letter == '\n' && !quoted) {
                        length = 0;
                        records++;
                    }
                    before = letter;
                    if (++length > MOST_OF_RECORD) {
                        throw new UnreadableException("record " + records + " has more than " + MOST_OF_RECORD
                                + " bytes: its line or its quote does not end; mend it, or take it out");
                    }
                }
            }
        }
    }

    /** Returns about how many lines the file has; 0 if that cannot be told. */
    long lines() throws IOException {
        if (compression != Compression.NONE) {
            return 0;
        }
        long lines = 0;
        boolean quoted = false;
        for (byte letter : head) {
            quoted ^= letter == '"';
            lines += letter == '\n' && !quoted ? 1 : 0;
        }
        return isShort() ? lines : lines * Files.size(path) / head.length;
    }
}
