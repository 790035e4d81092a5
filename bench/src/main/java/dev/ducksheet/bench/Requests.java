package dev.ducksheet.bench;

import java.nio.charset.StandardCharsets;

/** Requests as bytes. */
final class Requests {
    private Requests() {}

    static byte[] get(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads something to the end of the connection, coded as told. */
    static byte[] last(String target, String coding) {
        return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: " + coding
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Runs a query and reads its rows to the end of the connection. */
    static byte[] query(String format, String sql, int seconds) {
        var body = "{\"sql\":\"" + sql + "\",\"limit\":10000000,\"timeout\":" + seconds + "}";
        return ("POST /query?format=" + format
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sets q of one row of item. */
    static byte[] set(long id, long q) {
        var body = "{\"table\":\"item\",\"column\":\"q\",\"value\":" + q + ",\"condition\":\"id = " + id + "\"}";
        return ("POST /update_cell HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
