package dev.ducksheet.place.http;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.FilePlace;
import dev.ducksheet.guard.GuardedClient;
import dev.ducksheet.place.http.FileClient.Remedies;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** S3, and servers that speak its language: a GET of the object, signed by Signature Version 4. Thread-safe. */
public final class S3Place implements FilePlace {
    private static final Remedies REMEDIES = new Remedies(
            "set AWS_REGION to the region of the bucket",
            "let the keys of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY read it");
    private static final String UNRESERVED = "-._~/";

    private final FileClient client;
    private final S3Settings s3;
    private final Clock clock;

    private S3Place(FileClient client, S3Settings s3, Clock clock) {
        this.client = client;
        this.s3 = s3;
        this.clock = clock;
    }

    /**
     * Opens the place.
     *
     * @param clock the time of signatures
     */
    public static S3Place open(PlaceSettings settings, S3Settings s3, Clock clock) {
        var client = new FileClient(GuardedClient.open(settings.guard()), settings.mostBytes(), REMEDIES);
        return new S3Place(client, s3, clock);
    }

    @Override
    public Set<String> schemes() {
        return Set.of("s3");
    }

    @Override
    public Optional<String> objection(Source source) {
        return client.objection(url(source));
    }

    private String url(Source source) {
        return s3.url(source.host(), encoded(source.key()));
    }

    /** Encodes a key as S3 does, to the letter: the path that is signed is the one that is sent. */
    private static String encoded(String key) {
        var text = new StringBuilder();
        for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xff);
            boolean plain = letter < 0x80 && (Character.isLetterOrDigit(letter) || UNRESERVED.indexOf(letter) >= 0);
            text.append(plain ? String.valueOf(letter) : "%%%02X".formatted((int) letter));
        }
        return text.toString();
    }

    @Override
    public Found open(Source source, long offset, Optional<String> mark, Cancellation cancellation) {
        return client.open(source, () -> request(URI.create(url(source))), offset, mark, cancellation);
    }

    private HttpUriRequestBase request(URI uri) {
        var request = new HttpGet(uri);
        s3.keys()
                .ifPresent(keys -> signed(uri, keys).headers().forEach((name, values) -> {
                    if (!name.equalsIgnoreCase("Host")) { // the client writes it itself, alike
                        request.setHeader(name, values.get(0));
                    }
                }));
        return request;
    }

    private SdkHttpRequest signed(URI uri, S3Settings.Keys keys) {
        var plain = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
        return AwsV4HttpSigner.create()
                .sign(it -> it.identity(identity(keys))
                        .request(plain)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, s3.region())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
    }

    private static AwsCredentialsIdentity identity(S3Settings.Keys keys) {
        return keys.token().isPresent()
                ? AwsSessionCredentialsIdentity.create(
                        keys.id(), keys.secret(), keys.token().get())
                : AwsCredentialsIdentity.create(keys.id(), keys.secret());
    }

    @Override
    public void close() {
        client.close();
    }
}
