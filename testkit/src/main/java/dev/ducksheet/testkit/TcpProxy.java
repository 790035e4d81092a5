package dev.ducksheet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a client and a server on this machine, for tests to break: it forwards, delays, stalls, cuts, refuses
 * and loses. Thread-safe.
 *
 * <p>Every way to break it ends with {@link #forward}.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Weather weather = new Weather();
    private volatile boolean refusing;

    private TcpProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        ProxiedConnection.start("proxy-accept", this::accept);
    }

    /** Listens on a port of its own, and forwards to one of this machine. */
    public static TcpProxy to(int port) {
        try {
            return new TcpProxy(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port for clients. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Returns how many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** Goes back to order: forwards at once, what was held back first, and takes connections. */
    public void forward() {
        refusing = false;
        weather.delay(Duration.ZERO);
        weather.stalled(false);
    }

    /** Lets everything arrive later, in both directions; nothing is lost or overtakes. */
    public void delay(Duration each) {
        weather.delay(each);
    }

    /** Holds everything back, in both directions, until {@link #forward}; connections stay open. */
    public void stall() {
        weather.stalled(true);
    }

    /** Resets every connection that is open, as a router does that restarts; new ones are taken. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets every connection that is open, and each new one as soon as it is made, until {@link #forward}. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /**
     * Loses whatever is sent on the connections that are open, for ever and without telling either side, as when a
     * machine loses its power; new connections are taken.
     */
    public void halfOpen() {
        connections.forEach(ProxiedConnection::lose);
    }

    private void accept() throws IOException {
        while (true) {
            var client = listener.accept();
            if (refusing) {
                ProxiedConnection.reset(client);
            } else {
                connect(client);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        var upstream = new Socket();
        try {
            upstream.connect(server);
        } catch (IOException e) {
            upstream.close();
            ProxiedConnection.reset(client); // the server is away: so it is for the client
            return;
        }
        var connection = new ProxiedConnection(client, upstream, weather, connections::remove);
        connections.add(connection);
        connection.start();
        if (refusing) {
            connection.reset();
        }
    }

    /** Ends all connections and takes no more. Repeatable. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        weather.stalled(false);
        connections.forEach(ProxiedConnection::reset);
    }
}
