package dev.ducksheet.place.http;

import java.util.Map;
import java.util.Optional;

/**
 * Where S3 is, and who asks it, as the environment says it to every program that speaks to S3.
 *
 * @param region where the buckets are
 * @param endpoint a server that speaks S3's language, such as {@code https://minio.example.com:9000}; nothing for Amazon's
 * @param keys to sign with; without any, only what is open to everybody is read
 */
public record S3Settings(String region, Optional<String> endpoint, Optional<Keys> keys) {

    /**
     * Keys of an account.
     *
     * @param token of keys that are good for a while
     */
    public record Keys(String id, String secret, Optional<String> token) {
        @Override
        public String toString() {
            return "Keys[id=" + id + "]";
        }
    }

    /**
     * Reads {@code AWS_REGION} (else {@code us-east-1}), {@code AWS_ENDPOINT_URL_S3}, {@code AWS_ACCESS_KEY_ID}, {@code
     * AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}.
     */
    public static S3Settings of(Map<String, String> environment) {
        var keys = find(environment, "AWS_ACCESS_KEY_ID")
                .flatMap(id -> find(environment, "AWS_SECRET_ACCESS_KEY")
                        .map(secret -> new Keys(id, secret, find(environment, "AWS_SESSION_TOKEN"))));
        return new S3Settings(
                find(environment, "AWS_REGION").orElse("us-east-1"), find(environment, "AWS_ENDPOINT_URL_S3"), keys);
    }

    private static Optional<String> find(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(it -> !it.isEmpty());
    }

    /** Returns the URL of an object, whose key is encoded already. */
    String url(String bucket, String key) {
        if (endpoint.isPresent()) {
            return endpoint.get().replaceFirst("/+$", "") + "/" + bucket + "/" + key;
        }
        var host = "s3." + region + ".amazonaws.com";
        return bucket.contains(".") // no certificate is good for a name of so many parts
                ? "https://" + host + "/" + bucket + "/" + key
                : "https://" + bucket + "." + host + "/" + key;
    }
}
