package dev.ducksheet.place.http;

import dev.ducksheet.guard.GuardedClient.Exchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file that is fetched, as many as there may be. Closing it ends the exchange, without reading the rest. */
final class FileBytes extends FilterInputStream {
    private final Exchange exchange;
    private long left;

    FileBytes(Exchange exchange, InputStream bytes, long most) {
        super(bytes);
        this.exchange = exchange;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = in.read(into, from, length);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new IOException("it has more bytes than a file may have");
        }
        return read;
    }

    @Override
    public void close() {
        exchange.close();
    }
}
