package dev.ducksheet.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells when an answer with a Content-Length is all there. */
final class Answer {
    private static final String LENGTH = "content-length:";

    private Answer() {}

    /** Says whether {@code received}, from its start to its position, is a whole answer. */
    static boolean isComplete(ByteBuffer received) {
        var head = head(received);
        return !head.isEmpty() && received.position() >= head.length() + contentLength(head);
    }

    static String status(ByteBuffer received) {
        return text(received, 9, 12);
    }

    private static String head(ByteBuffer received) {
        for (int i = 3; i < received.position(); i++) {
            if (received.get(i) == '\n' && received.get(i - 1) == '\r' && received.get(i - 2) == '\n') {
                return text(received, 0, i + 1);
            }
        }
        return "";
    }

    /** Returns a part of what was received. */
    static String text(ByteBuffer received, int from, int to) {
        return StandardCharsets.US_ASCII
                .decode(received.duplicate().limit(to).position(from))
                .toString();
    }

    private static int contentLength(String head) {
        var lower = head.toLowerCase(Locale.ROOT);
        int from = lower.indexOf(LENGTH);
        if (from < 0) {
            throw new IllegalStateException("an answer without a length: " + head);
        }
        int end = lower.indexOf('\r', from);
        return Integer.parseInt(lower.substring(from + LENGTH.length(), end).strip());
    }
}
