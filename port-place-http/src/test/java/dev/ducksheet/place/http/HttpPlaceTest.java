package dev.ducksheet.place.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.FilePlace;
import dev.ducksheet.core.port.out.FilePlace.Found;
import dev.ducksheet.guard.AddressPolicy;
import dev.ducksheet.guard.GuardSettings;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.FilePlaceContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers of every kind, and a place that none of them leads astray or holds up for longer than its bound. */
@Timeout(60)
final class HttpPlaceTest extends FilePlaceContract {
    private static final Duration IDLE = Duration.ofMillis(700);
    private static final byte[] BYTES = "sku,name\nA1,one\n".getBytes(StandardCharsets.UTF_8);

    private final FileServer server = new FileServer();
    private final HttpPlace place = HttpPlace.open(settings(AddressPolicy.allowing(List.of("127.0.0.1")), 1 << 20));

    private static PlaceSettings settings(AddressPolicy policy, long mostBytes) {
        return new PlaceSettings(
                new GuardSettings(policy, Duration.ofSeconds(5), IDLE, Duration.ofSeconds(3), "Ducksheet/test"),
                mostBytes);
    }

    @AfterEach
    void close() {
        place.close();
        server.close();
    }

    @Override
    protected FilePlace place() {
        return place;
    }

    @Override
    protected Source put(String name, byte[] bytes) {
        server.put("/" + name, bytes);
        return Source.of(server.url("/" + name));
    }

    @Override
    protected Source missing() {
        return Source.of(server.url("/missing.csv"));
    }

    private Found found(Source source) {
        return place.open(source, 0, Optional.empty(), new Cancellation());
    }

    private static InputStream bytes(Found found) {
        return ((Found.Opened) found).bytes();
    }

    private static String refused(Found found) {
        assertThat(found).isInstanceOf(Found.Refused.class);
        var why = ((Found.Refused) found).why();
        assertThat(why).doesNotContain("secret");
        return why;
    }

    @Test
    void the_rest_is_asked_for_by_a_range_and_not_read_twice() throws IOException {
        var source = put("x.csv", BYTES);
        var mark = ((Found.Opened) found(source)).mark();
        try (var rest = bytes(place.open(source, 9, mark, new Cancellation()))) {
            assertThat(rest.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("A1,one\n");
        }
        assertThat(server.asked()).containsExactly("all", "bytes=9-");
    }

    @Test
    void a_part_that_nobody_asked_for_is_not_taken_for_the_one_that_was() throws IOException {
        var source = put("x.csv", BYTES);
        var mark = ((Found.Opened) found(source)).mark();
        var same = mark.orElseThrow();
        for (var part : List.of(
                List.of("bytes 0-6/16", same),
                List.of("bytes 10-15/16", same),
                List.of("bytes=9-15/16", same),
                List.of("", same),
                List.of("bytes 9-15/16", "\"another\""))) {
            server.next(exchange -> {
                exchange.getResponseHeaders().set("Content-Range", part.get(0));
                exchange.getResponseHeaders().set("ETag", part.get(1));
                exchange.sendResponseHeaders(206, 7);
                exchange.getResponseBody().write("x1,two\n".getBytes(StandardCharsets.UTF_8));
            });
            var again = (Found.Opened) place.open(source, 9, mark, new Cancellation());
            assertThat(again.offset()).isZero();
            assertThat(again.bytes().readAllBytes()).isEqualTo(BYTES);
            again.bytes().close();
        }
    }

    @Test
    void a_weak_mark_does_not_tell_whether_bytes_are_the_same() {
        for (var tag : List.of("W/\"1\"", "1", "\"a\"b\"")) {
            server.next(exchange -> {
                exchange.getResponseHeaders().set("ETag", tag);
                exchange.sendResponseHeaders(200, -1);
            });
            assertThat(((Found.Opened) found(put("x.csv", BYTES))).mark()).isEmpty();
        }
    }

    @Test
    void what_is_refused_is_named_with_what_helps() {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            server.next(exchange -> {
                exchange.getResponseHeaders().set("Location", server.url("/elsewhere.csv"));
                exchange.sendResponseHeaders(status, -1);
            });
            assertThat(refused(found(put("x.csv", BYTES))))
                    .contains("/x.csv is not fetched")
                    .contains("not followed");
        }
        assertThat(server.asked()).hasSize(5);
        for (int status : new int[] {400, 401, 403, 404, 405, 410, 204, 206}) {
            server.next(exchange -> exchange.sendResponseHeaders(status, -1));
            assertThat(refused(found(put("x.csv", BYTES)))).contains("answers " + status);
        }
    }

    @Test
    void what_passes_is_away() {
        for (int status : new int[] {408, 425, 429, 500, 502, 503, 504}) {
            server.next(exchange -> exchange.sendResponseHeaders(status, -1));
            assertThatThrownBy(() -> found(put("x.csv", BYTES)))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("answers " + status)
                    .hasMessageNotContaining("secret");
        }
        server.close();
        assertThatThrownBy(() -> found(put("x.csv", BYTES))).isInstanceOf(PortUnavailableException.class);
    }

    @Test
    void an_address_within_the_network_is_refused_before_and_after_its_name_is_asked_for() {
        DnsResolver inwards = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getLoopbackAddress(), InetAddress.getByName("10.0.0.1")};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        try (var guarded = HttpPlace.open(settings(AddressPolicy.allowing(List.of("127.0.0.1")), 1000), inwards)) {
            for (var url : List.of("http://10.0.0.1/x", "http://169.254.169.254/x", "http://[::1]/x")) {
                assertThat(guarded.objection(Source.of(url)).orElse("")).as(url).contains("--import-allow");
            }
            var source = Source.of("http://files.example:" + server.port() + "/x.csv?token=secret");
            assertThat(guarded.objection(source)).isEmpty();
            assertThat(refused(guarded.open(source, 0, Optional.empty(), new Cancellation())))
                    .contains("10.0.0.1 is private")
                    .contains("--import-allow");
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void one_that_is_silent_is_waited_for_no_longer_than_the_bound() {
        var over = new CountDownLatch(1);
        server.next(exchange -> over.await());
        assertThatThrownBy(() -> found(put("x.csv", BYTES))).isInstanceOf(PortUnavailableException.class);
        server.next(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(BYTES);
            exchange.getResponseBody().flush();
            over.await();
        });
        assertThatThrownBy(() -> bytes(found(put("x.csv", BYTES))).readAllBytes())
                .isInstanceOf(IOException.class);
        over.countDown();
    }

    @Test
    void one_that_is_silent_is_waited_for_no_longer_than_until_it_is_cancelled() throws Exception {
        var asked = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        server.next(exchange -> {
            asked.countDown();
            over.await();
        });
        var cancellation = new Cancellation();
        var loopback = AddressPolicy.allowing(List.of("127.0.0.1"));
        try (var patient = HttpPlace.open(PlaceSettings.of(loopback, "Ducksheet/test"));
                var threads = new Await.Threads(1)) {
            var source = put("x.csv", BYTES);
            var opening = threads.start(() -> {
                try {
                    return patient.open(source, 0, Optional.empty(), cancellation)
                            .toString();
                } catch (PortUnavailableException e) {
                    return "away";
                }
            });
            Await.opened(asked);
            cancellation.cancel();
            assertThat(Await.value(opening)).isEqualTo("away");
        } finally {
            over.countDown();
        }
    }

    @Test
    void one_that_trickles_is_waited_for_no_longer_than_a_file_may_take() {
        server.next(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                Thread.sleep(100);
            }
        });
        assertThatThrownBy(() -> bytes(found(put("x.csv", BYTES))).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    /** Returns what is found at a server that answers with that, and closes the connection. */
    private Found answered(String... lines) throws IOException {
        try (var old = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = new Thread(() -> {
                try (var socket = old.accept()) {
                    var unused = socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // The other side had enough.
                }
            });
            thread.start();
            return found(Source.of("http://127.0.0.1:" + old.getLocalPort() + "/x.csv?token=secret"));
        }
    }

    @Test
    void a_connection_that_drops_is_no_end_of_a_file() throws IOException {
        for (var found : List.of(
                answered("HTTP/1.1 200 OK", "Content-Length: 9", "", "sku\nA1"),
                answered("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "6", "sku\nA1", ""))) {
            assertThatThrownBy(() -> bytes(found).readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_file_that_does_not_say_where_it_ends_is_refused() throws IOException {
        assertThat(refused(answered("HTTP/1.1 200 OK", "", "sku\nA1\n"))).contains("Content-Length");
    }

    @Test
    void no_more_is_read_than_a_file_may_have() {
        var most = new byte[1 << 20];
        assertThat(found(put("x.csv", most))).isInstanceOf(Found.Opened.class);
        assertThat(refused(found(put("x.csv", new byte[most.length + 1])))).contains("more than 1048576 bytes");
        server.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[most.length + 1]);
        });
        assertThatThrownBy(() -> bytes(found(put("x.csv", BYTES))).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more bytes");
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused(@TempDir Path folder) throws Exception {
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("keys.p12"))));
        https.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        https.start();
        try {
            var source = Source.of("https://127.0.0.1:" + https.getAddress().getPort() + "/x.csv?token=secret");
            assertThat(refused(found(source))).contains("certificate");
        } finally {
            https.stop(0);
        }
    }

    private static SSLContext selfSigned(Path keys) throws Exception {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var bytes = Files.newInputStream(keys)) {
            store.load(bytes, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
