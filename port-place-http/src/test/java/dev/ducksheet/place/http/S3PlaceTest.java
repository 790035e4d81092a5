package dev.ducksheet.place.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.FilePlace;
import dev.ducksheet.core.port.out.FilePlace.Found;
import dev.ducksheet.guard.AddressPolicy;
import dev.ducksheet.place.http.S3Settings.Keys;
import dev.ducksheet.testkit.FilePlaceContract;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that speaks S3's language, and lets in who signs as Signature Version 4 says: it reckons the signature itself. */
@Timeout(60)
final class S3PlaceTest extends FilePlaceContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final Keys KEYS = new Keys("AKIAIOSFODNN7EXAMPLE", SECRET, Optional.empty());
    private static final Keys PASSING = new Keys("ASIAIOSFODNN7EXAMPLE", SECRET, Optional.of("the token"));

    private final FileServer server = new FileServer();
    private final S3Place place = place(Optional.of(KEYS));

    private S3Place place(Optional<Keys> keys) {
        return S3Place.open(
                PlaceSettings.of(AddressPolicy.allowing(List.of("127.0.0.1")), "Ducksheet/test"),
                new S3Settings("eu-central-1", Optional.of("http://127.0.0.1:" + server.port() + "/"), keys),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    S3PlaceTest() {
        server.door(S3PlaceTest::objection);
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

    /** The server knows a file by its path as S3 encodes it. */
    @Override
    protected Source put(String name, byte[] bytes) {
        var source = Source.of("s3://bucket/plan/" + name);
        server.put("/bucket/plan/" + encoded(source.name()), bytes);
        return source;
    }

    @Override
    protected Source missing() {
        return Source.of("s3://bucket/plan/missing.csv");
    }

    private static String encoded(String name) {
        return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Returns why a request is not let in. */
    private static Optional<String> objection(HttpExchange exchange) {
        var given = exchange.getRequestHeaders().getFirst("Authorization");
        return signature(exchange, given).equals(given) ? Optional.empty() : Optional.of("another signature");
    }

    /** Reckons the header as "Authenticating Requests (AWS Signature Version 4)" in S3's API reference does. */
    private static String signature(HttpExchange exchange, String given) {
        if (given == null) {
            return "none";
        }
        var id = given.substring(given.indexOf("Credential=") + 11, given.indexOf('/'));
        var signed = given.substring(given.indexOf("SignedHeaders=") + 14, given.lastIndexOf(','))
                .split(",", -1)[0];
        if (!List.of(signed.split(";", -1)).containsAll(List.of("host", "x-amz-content-sha256", "x-amz-date"))) {
            return "too little is signed";
        }
        var headers = exchange.getRequestHeaders();
        var canonical = "GET\n" + exchange.getRequestURI().getRawPath() + "\n\n"
                + Arrays.stream(signed.split(";", -1))
                        .map(name -> name + ":" + headers.getFirst(name).strip() + "\n")
                        .collect(Collectors.joining())
                + "\n" + signed + "\n" + headers.getFirst("x-amz-content-sha256");
        var scope = "20260101/eu-central-1/s3/aws4_request";
        var text = "AWS4-HMAC-SHA256\n20260101T000000Z\n" + scope + "\n" + hex(sha256(canonical));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=" + id + "/" + scope + ", SignedHeaders=" + signed + ", Signature="
                + hex(hmac(key, text));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keys_that_are_good_for_a_while_bring_their_token_signed() {
        server.door(exchange -> "the token".equals(exchange.getRequestHeaders().getFirst("x-amz-security-token"))
                        && exchange.getRequestHeaders()
                                .getFirst("Authorization")
                                .contains("x-amz-security-token")
                ? objection(exchange)
                : Optional.of("no token"));
        try (var passing = place(Optional.of(PASSING))) {
            assertThat(passing.open(put("x.csv", new byte[5]), 0, Optional.empty(), new Cancellation()))
                    .isInstanceOf(Found.Opened.class);
        }
    }

    @Test
    void who_has_no_keys_asks_for_what_is_open_to_everybody() {
        var source = put("x.csv", new byte[5]);
        try (var anybody = place(Optional.empty())) {
            assertThat(anybody.open(source, 0, Optional.empty(), new Cancellation()))
                    .isInstanceOfSatisfying(
                            Found.Refused.class,
                            it -> assertThat(it.why())
                                    .contains("s3://bucket/plan/x.csv is not fetched")
                                    .contains("AWS_ACCESS_KEY_ID"));
            server.door(exchange -> exchange.getRequestHeaders().containsKey("Authorization")
                    ? Optional.of("signed")
                    : Optional.empty());
            assertThat(anybody.open(source, 0, Optional.empty(), new Cancellation()))
                    .isInstanceOf(Found.Opened.class);
        }
    }

    @Test
    void the_environment_says_where_and_who() {
        var of =
                S3Settings.of(Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "s", "AWS_SESSION_TOKEN", ""));
        assertThat(of)
                .isEqualTo(new S3Settings(
                        "us-east-1", Optional.empty(), Optional.of(new Keys("id", "s", Optional.empty()))));
        assertThat(of.toString()).doesNotContain("secret");
        assertThat(of.url("bucket", "a/b.csv")).isEqualTo("https://bucket.s3.us-east-1.amazonaws.com/a/b.csv");
        assertThat(of.url("b.c", "a/b.csv")).isEqualTo("https://s3.us-east-1.amazonaws.com/b.c/a/b.csv");
        var other = S3Settings.of(Map.of(
                "AWS_ENDPOINT_URL_S3",
                "https://minio.example:9000/",
                "AWS_REGION",
                "eu-west-1",
                "AWS_ACCESS_KEY_ID",
                "id"));
        assertThat(other.keys()).isEmpty();
        assertThat(other.region()).isEqualTo("eu-west-1");
        assertThat(other.url("bucket", "a/b.csv")).isEqualTo("https://minio.example:9000/bucket/a/b.csv");
    }

    @Test
    void a_server_within_the_network_is_reached_only_if_that_is_allowed() {
        var inside = new S3Settings("us-east-1", Optional.of("http://10.0.0.1:9000"), Optional.of(KEYS));
        var odd = new S3Settings("us-east-1", Optional.of("minio:9000"), Optional.of(KEYS));
        var settings = PlaceSettings.of(AddressPolicy.publicOnly(), "Ducksheet/test");
        try (var place = S3Place.open(settings, inside, Clock.systemUTC());
                var none = S3Place.open(settings, odd, Clock.systemUTC())) {
            assertThat(place.objection(Source.of("s3://bucket/x.csv")).orElseThrow())
                    .contains("--import-allow");
            assertThat(none.objection(Source.of("s3://bucket/x.csv"))).isPresent();
        }
    }
}
