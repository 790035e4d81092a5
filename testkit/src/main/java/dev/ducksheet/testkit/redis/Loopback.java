package dev.ducksheet.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The address 127.0.0.1, without a look-up. */
final class Loopback {
    private Loopback() {}

    static InetSocketAddress port(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port that was free a moment ago. */
    static int freePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(port(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(port(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
