package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpProxyTest {
    private static final int SHORT_MILLIS = 150;

    private final Await.Threads threads = new Await.Threads(8);
    private final LinkedBlockingQueue<Socket> taken = new LinkedBlockingQueue<>();
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.to(echo.getLocalPort());
        var unused = threads.start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
        threads.close();
    }

    private Void accept() throws IOException {
        while (true) {
            var socket = echo.accept();
            taken.add(socket);
            var unused = threads.start(() -> answer(socket));
        }
    }

    private static Void answer(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        }
        return null;
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout((int) Await.limit().toMillis());
        return socket;
    }

    private static byte[] say(Socket socket, int count) throws IOException {
        var bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'x');
        socket.getOutputStream().write(bytes);
        return bytes;
    }

    private static byte[] hear(Socket socket, int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    private static void assertEcho(Socket socket) throws IOException {
        var said = say(socket, 3);
        assertThat(hear(socket, 3)).isEqualTo(said);
    }

    private static void assertSilence(Socket socket) throws IOException {
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> hear(socket, 1)).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(patience);
    }

    @Test
    void it_forwards_both_ways_whatever_the_size() throws IOException {
        try (var socket = connect()) {
            assertEcho(socket);
            Future<byte[]> said = threads.start(() -> say(socket, 5_000_000));
            assertThat(hear(socket, 5_000_000)).isEqualTo(Await.value(said));
        }
    }

    @Test
    void the_end_of_one_side_is_told_to_the_other() throws Exception {
        try (var socket = connect()) {
            assertEcho(socket);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (var socket = connect()) {
            assertEcho(socket);
            taken.take().close();
            taken.take().close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_cut_ends_what_is_open_on_both_sides_and_takes_new_connections() throws Exception {
        try (var socket = connect()) {
            assertEcho(socket);
            proxy.cut();
            assertThatThrownBy(() -> readToTheEnd(socket)).isInstanceOf(IOException.class);
            var atServer = taken.take();
            assertThat(Await.inTime(() -> endOf(atServer))).isTrue();
        }
        try (var socket = connect()) {
            assertEcho(socket);
        }
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("the end");
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        while (!socket.isClosed()) {
            try {
                socket.getOutputStream().write(0);
                Thread.onSpinWait();
            } catch (IOException e) {
                return true;
            }
        }
        return true;
    }

    @Test
    void who_is_refused_gets_nothing_until_it_forwards_again() throws IOException {
        proxy.refuse();
        assertThatThrownBy(() -> {
                    try (var socket = connect()) {
                        say(socket, 1);
                        readToTheEnd(socket);
                    }
                })
                .isInstanceOf(IOException.class);
        proxy.forward();
        try (var socket = connect()) {
            assertEcho(socket);
        }
    }

    @Test
    void a_server_that_is_away_is_away_for_clients() throws IOException {
        echo.close();
        assertThatThrownBy(() -> {
                    try (var socket = connect()) {
                        say(socket, 1);
                        readToTheEnd(socket);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void delayed_bytes_arrive_late_and_all_of_them() throws IOException {
        proxy.delay(Duration.ofMillis(SHORT_MILLIS));
        try (var socket = connect()) {
            long start = System.nanoTime();
            assertEcho(socket);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(2 * SHORT_MILLIS));
            proxy.forward();
            assertEcho(socket);
        }
    }

    @Test
    void bytes_do_not_wait_for_each_other_when_delayed() throws Exception {
        proxy.delay(Duration.ofMillis(SHORT_MILLIS));
        try (var socket = connect()) {
            long start = System.nanoTime();
            var said = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                say(socket, 1);
                said.countDown();
            }
            Await.opened(said);
            hear(socket, 20);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(10L * SHORT_MILLIS));
        }
    }

    @Test
    void what_is_stalled_arrives_when_it_forwards_again() throws IOException {
        try (var socket = connect()) {
            assertEcho(socket);
            proxy.stall();
            var said = say(socket, 3);
            assertSilence(socket);
            proxy.forward();
            assertThat(hear(socket, 3)).isEqualTo(said);
        }
    }

    @Test
    void a_half_open_connection_never_answers_and_is_not_closed() throws IOException {
        try (var old = connect();
                var other = connectAfterHalfOpen(old)) {
            say(old, 3);
            assertSilence(old);
            assertEcho(other);
            proxy.forward();
            assertSilence(old);
        }
    }

    private Socket connectAfterHalfOpen(Socket old) throws IOException {
        assertEcho(old);
        proxy.halfOpen();
        return connect();
    }

    @Test
    void connections_are_counted_while_they_are_open() throws Exception {
        var socket = connect();
        assertEcho(socket);
        assertThat(proxy.connections()).isEqualTo(1);
        socket.close();
        taken.poll(1, TimeUnit.SECONDS).close();
        assertThat(Await.inTime(this::countedDown)).isZero();
    }

    private int countedDown() {
        while (proxy.connections() > 0) {
            Thread.onSpinWait();
        }
        return proxy.connections();
    }
}
