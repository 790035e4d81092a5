package dev.ducksheet.http.rows;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How the bytes of an answer are coded on their way, the most wanted first where a client wants several alike. */
public enum ContentCoding {
    /** RFC 8878: faster than the others. */
    ZSTD,
    /** RFC 7932; on the platforms that its library knows. */
    BR,
    /** RFC 1952. */
    GZIP,
    /** As they are. */
    IDENTITY;

    private static final int BUFFER = 16 * 1024;

    /** What is sent once is not worth the time that the smallest size takes. */
    private static final int BROTLI_QUALITY = 1;

    /**
     * Chooses a coding.
     *
     * @param accepted the values of the header Accept-Encoding; none for bytes as they are
     */
    public static ContentCoding choose(List<String> accepted) {
        Map<String, Double> wishes = new HashMap<>();
        accepted.stream()
                .flatMap(header -> Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1)))
                .forEach(wish -> wishes.put(wish.replaceFirst(";.*", "").strip(), weight(wish)));
        double identity = wishes.getOrDefault("identity", 0.0);
        return Stream.of(ZSTD, BR, GZIP)
                .filter(ContentCoding::isThere)
                .filter(coding -> coding.wish(wishes) > 0 && coding.wish(wishes) >= identity)
                .max(Comparator.comparingDouble((ContentCoding coding) -> coding.wish(wishes))
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(IDENTITY);
    }

    private boolean isThere() {
        return this != BR || Brotli4jLoader.isAvailable();
    }

    private double wish(Map<String, Double> wishes) {
        return wishes.getOrDefault(wireName(), wishes.getOrDefault("*", 0.0));
    }

    private static double weight(String wish) {
        int from = wish.indexOf("q=");
        if (from < 0) {
            return 1;
        }
        var text = wish.substring(from + 2).strip();
        return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
    }

    /** Returns the name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the value of the header Content-Encoding; nothing for bytes as they are. */
    public Optional<String> header() {
        return this == IDENTITY ? Optional.empty() : Optional.of(wireName());
    }

    /** Returns what codes into {@code out}; closing it writes what is left. */
    OutputStream coder(OutputStream out) {
        try {
            return switch (this) {
                case ZSTD -> new ZstdOutputStream(out, 1);
                case BR -> new BrotliOutputStream(out, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
                case GZIP -> new FastGzip(out);
                case IDENTITY -> out;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same holds for it. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
