package dev.ducksheet.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Finds out that a port is taken before any long work is done for a server on it. */
final class FreePort {
    private FreePort() {}

    static void require(ServeSettings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (UnknownHostException e) {
            throw CommandFailedException.away("there is no address " + settings.host() + "; choose another --host");
        } catch (IOException e) {
            throw taken(settings);
        }
    }

    static CommandFailedException taken(ServeSettings settings) {
        return CommandFailedException.away("port " + settings.port() + " on " + settings.host()
                + " is taken; choose another with --port, or any that is free with --port 0");
    }
}
