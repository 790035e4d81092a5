package dev.ducksheet.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.WebhookSecret;
import dev.ducksheet.core.port.out.WebhookSender.Post;
import dev.ducksheet.core.port.out.WebhookSender.Sent;
import dev.ducksheet.guard.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers of every kind, and a sender that none of them holds up for longer than its bound. */
@Timeout(60)
final class HttpWebhookSenderTest {
    private static final WebhookSecret SECRET = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BOUND = Duration.ofMillis(700);
    private static final SenderSettings SETTINGS = new SenderSettings(
            AddressPolicy.allowing(List.of("127.0.0.1")), Duration.ofMillis(500), BOUND, "Ducksheet/test");

    private static HttpWebhookSender sender() {
        return HttpWebhookSender.open(SETTINGS, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Post post(String url, Instant at) {
        return new Post(url, "wh_1_e7-41", at, "{\"é\": 1}", List.of(SECRET));
    }

    private static Sent sent(Stub stub) {
        try (var sender = sender()) {
            long began = System.nanoTime();
            var sent = sender.send(post(stub.url(), NOW));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BOUND.multipliedBy(6));
            return sent;
        }
    }

    private static Reply reply(Stub stub) throws IOException {
        try (stub) {
            return sent(stub).reply();
        }
    }

    @Test
    void a_message_is_one_post_that_another_library_verifies() throws IOException {
        try (var stub = Stub.answering("HTTP/1.1 202 Accepted", "Content-Length: 2", "", "ok");
                var sender = sender()) {
            var at = Instant.now();
            assertThat(sender.send(post(stub.url(), at))).isEqualTo(Sent.of(new Reply.Answered(202, "ok")));

            var request = stub.requests().get(0);
            assertThat(stub.requests()).hasSize(1);
            assertThat(request)
                    .startsWith("POST /hook HTTP/1.1\r\n")
                    .contains("webhook-id: wh_1_e7-41\r\n")
                    .contains("Content-Type: application/json")
                    .contains("User-Agent: Ducksheet/test\r\n")
                    .endsWith("\r\n\r\n{\"é\": 1}");
            assertThatCode(() -> new Webhook(SECRET.text()).verify("{\"é\": 1}", headers(request)))
                    .doesNotThrowAnyException();
        }
    }

    private static HttpHeaders headers(String request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (var line : request.substring(0, request.indexOf("\r\n\r\n")).split("\r\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), List.of(line.substring(colon + 2)));
            }
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    @Test
    void what_leads_inwards_is_refused_when_a_webhook_is_made_and_when_a_message_is_sent() {
        var publicOnly = SenderSettings.of(AddressPolicy.publicOnly(), "test");
        try (var sender = HttpWebhookSender.open(publicOnly, Clock.systemUTC())) {
            for (var url : List.of("http://127.0.0.1/", "http://localhost/", "http://0x7f.1/", "ftp://example.com/")) {
                assertThat(sender.objection(url)).as(url).isPresent();
                assertThat(sender.send(post(url, NOW)).reply()).as(url).isInstanceOf(Reply.Forbidden.class);
            }
            assertThat(sender.objection("http://10.0.0.1/").orElseThrow()).contains("--webhook-allow");
        }
    }

    @Test
    void a_redirect_is_an_answer_like_any_other_and_is_not_followed() throws IOException {
        try (var elsewhere = Stub.answering("HTTP/1.1 200 OK", "Content-Length: 0", "", "")) {
            for (int code : new int[] {301, 302, 303, 307, 308}) {
                var stub = Stub.answering(
                        "HTTP/1.1 " + code + " Elsewhere", "Location: " + elsewhere.url(), "Content-Length: 0", "", "");
                assertThat(reply(stub)).isEqualTo(new Reply.Answered(code, ""));
            }
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void a_receiver_is_asked_to_be_waited_for_in_seconds_or_until_a_time() throws IOException {
        var until =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.plusSeconds(90).atOffset(ZoneOffset.UTC));
        for (var header : List.of("90", until)) {
            try (var stub =
                    Stub.answering("HTTP/1.1 503 Busy", "Retry-After: " + header, "Content-Length: 4", "", "busy")) {
                assertThat(sent(stub).retryAfter()).contains(Duration.ofSeconds(90));
            }
        }
        for (var header : List.of("soon", "-1", "Thu, 01 Jan 1970 00:00:00 GMT", "99999999999")) {
            try (var stub =
                    Stub.answering("HTTP/1.1 503 Busy", "Retry-After: " + header, "Content-Length: 0", "", "")) {
                assertThat(sent(stub)).isEqualTo(Sent.of(new Reply.Answered(503, "")));
            }
        }
    }

    @Test
    void one_that_hangs_is_waited_for_no_longer_than_the_bound() throws IOException {
        assertThat(reply(Stub.that(socket -> Thread.sleep(60_000))))
                .isInstanceOfSatisfying(
                        Reply.Unanswered.class, it -> assertThat(it.why()).contains("within 700 ms"));
    }

    @Test
    void one_that_trickles_is_waited_for_no_longer_than_the_bound() throws IOException {
        assertThat(reply(Stub.that(socket -> {
                    Stub.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    while (true) {
                        Stub.write(socket, ".");
                        Thread.sleep(50);
                    }
                })))
                .isInstanceOf(Reply.Unanswered.class);
        assertThat(reply(Stub.that(socket -> {
                    Stub.write(socket, "HTTP/1.1 200 OK\r\n");
                    while (true) {
                        Stub.write(socket, "X-Slow: 1\r\n");
                        Thread.sleep(50);
                    }
                })))
                .isInstanceOf(Reply.Unanswered.class);
    }

    @Test
    void one_that_drops_the_connection_or_is_not_there_is_no_answer() throws IOException {
        assertThat(reply(Stub.that(socket -> {}))).isInstanceOf(Reply.Unanswered.class);
        assertThat(reply(Stub.that(socket -> Stub.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1"))))
                .isInstanceOf(Reply.Unanswered.class);
        assertThat(reply(Stub.that(socket -> Stub.write(socket, "I speak no HTTP\r\n\r\n"))))
                .isInstanceOf(Reply.Unanswered.class);
        var gone = Stub.that(socket -> {});
        gone.close();
        assertThat(sent(gone).reply()).isInstanceOf(Reply.Unanswered.class);
    }

    @Test
    void no_more_of_an_answer_is_kept_and_read_than_the_bound() throws IOException {
        var written = new AtomicInteger();
        var reply = reply(Stub.that(socket -> {
            Stub.write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 100_000; i++) {
                Stub.write(socket, "x".repeat(1024));
                written.incrementAndGet();
            }
        }));
        assertThat(reply).isEqualTo(new Reply.Answered(200, "x".repeat(1024)));
        assertThat(written.get()).isLessThan(50_000);
    }

    @Test
    void a_name_that_changes_its_address_is_connected_to_only_where_it_was_looked_at() throws IOException {
        var asked = new AtomicInteger();
        DnsResolver rebinding = resolver(host -> asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1");
        try (var stub = Stub.answering("HTTP/1.1 200 OK", "Content-Length: 0", "", "");
                var sender = HttpWebhookSender.open(SETTINGS, Clock.systemUTC(), rebinding)) {
            var url = "http://rebind.example:" + stub.port() + "/";
            assertThat(sender.send(post(url, NOW)).reply()).isEqualTo(new Reply.Answered(200, ""));
            assertThat(asked).hasValue(1);
            assertThat(stub.requests().get(0)).contains("Host: rebind.example:" + stub.port());
            assertThat(sender.send(post(url, NOW)).reply()).isInstanceOf(Reply.Forbidden.class);
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void a_name_with_one_address_that_is_barred_is_not_connected_to_at_all() throws IOException {
        DnsResolver mixed = resolver(host -> "127.0.0.1", host -> "169.254.169.254");
        try (var stub = Stub.answering("HTTP/1.1 200 OK", "Content-Length: 0", "", "");
                var sender = HttpWebhookSender.open(SETTINGS, Clock.systemUTC(), mixed)) {
            assertThat(sender.objection("http://mixed.example/")).isEmpty();
            assertThat(sender.send(post("http://mixed.example:" + stub.port() + "/", NOW))
                            .reply())
                    .isInstanceOfSatisfying(
                            Reply.Forbidden.class,
                            it -> assertThat(it.why()).contains("169.254.169.254 is link-local"));
            assertThat(stub.requests()).isEmpty();
        }
    }

    @SafeVarargs
    private static DnsResolver resolver(java.util.function.UnaryOperator<String>... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
                var found = new InetAddress[addresses.length];
                for (int i = 0; i < found.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i].apply(host));
                }
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    @Test
    @SuppressWarnings("try") // it is closed while it sends
    void closing_cuts_off_what_is_under_way() throws Exception {
        var arrived = new CountDownLatch(1);
        var patient = new SenderSettings(SETTINGS.policy(), Duration.ofSeconds(5), Duration.ofSeconds(50), "test");
        try (var stub = Stub.that(socket -> {
                    arrived.countDown();
                    Thread.sleep(60_000);
                });
                var sender = HttpWebhookSender.open(patient, Clock.systemUTC())) {
            var sent = CompletableFuture.supplyAsync(() -> sender.send(post(stub.url(), NOW)));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            sender.close();

            assertThat(sent.get(20, TimeUnit.SECONDS).reply()).isEqualTo(new Reply.Unanswered("the sender was closed"));
        }
    }
}
