package dev.ducksheet.bench;

import java.nio.charset.StandardCharsets;

/** Requests as bytes. */
final class Requests {
    private Requests() {}

    static byte[] get(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Sets q of one row of item. */
    static byte[] set(long id, long q) {
        var body = "{\"table\":\"item\",\"column\":\"q\",\"value\":" + q + ",\"condition\":\"id = " + id + "\"}";
        return ("POST /update_cell HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
