package dev.ducksheet.core.imports;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The path of a URL, decoded. A path is refused if any server could be led by it to another folder than the one that it
 * names to others: by points, by strokes that are encoded, once or twice or in another alphabet.
 */
final class PathText {
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern POINTS = Pattern.compile("\\s*\\.+\\s*(;.*)?", Pattern.DOTALL);

    private PathText() {}

    /** Throws an {@code IllegalArgumentException} if a path can be read in two ways. */
    static void require(String path) {
        int strokes = strokes(path);
        var text = path;
        do {
            var decoded = decoded(text);
            requirePlain(decoded, strokes);
            requirePlain(Normalizer.normalize(decoded, Normalizer.Form.NFKC), strokes);
            if (decoded.equals(text)) {
                return;
            }
            text = decoded;
        } while (ENCODED.matcher(text).find());
    }

    private static int strokes(String text) {
        return (int) text.chars().filter(it -> it == '/').count();
    }

    private static void requirePlain(String text, int strokes) {
        if (text.indexOf('\\') >= 0 || strokes(text) != strokes) {
            throw new IllegalArgumentException(
                    "a path whose strokes are written with %2F or otherwise is not taken; write / between folders");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a path holds no control characters, encoded or not");
        }
        for (var segment : text.split("/", -1)) {
            if (POINTS.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "a path with a folder of points is not taken; write the path that '..' leads to");
            }
        }
    }

    /** Decodes a text once; what is encoded is UTF-8. */
    static String decoded(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.write(octet(text, i));
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("what a path has encoded is UTF-8, and this is not", e);
        }
    }

    private static int octet(String text, int from) {
        var octet = text.substring(from, Math.min(text.length(), from + 3));
        if (!ENCODED.matcher(octet).matches()) {
            throw new IllegalArgumentException("a path has %XX for a character; write %25 for a % itself");
        }
        return Integer.parseInt(octet.substring(1), 16);
    }
}
