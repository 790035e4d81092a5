package dev.ducksheet.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.ducksheet.core.edit.WebhookSecret;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signatures are those of Standard Webhooks, by its own words and by its own library. */
final class SignatureTest {
    private static final WebhookSecret SECRET = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    @Test
    void the_public_test_vector_is_signed_as_it_says() {
        var header =
                Signature.header(List.of(SECRET), ID, Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}");

        assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void another_library_accepts_what_each_of_two_secrets_signs_and_nothing_else() throws Exception {
        var other = WebhookSecret.random(new Random(7));
        var body = "{\"type\": \"cell.updated\", \"é😀\": 1}";
        var now = Instant.now();
        var headers = headers(now, Signature.header(List.of(other, SECRET), ID, now, body));

        for (var secret : List.of(other, SECRET)) {
            assertThatCode(() -> new Webhook(secret.text()).verify(body, headers))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> new Webhook(SECRET.text()).verify(body + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
        var stranger = WebhookSecret.random(new Random(8));
        assertThatThrownBy(() -> new Webhook(stranger.text()).verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    static HttpHeaders headers(Instant at, String signature) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(ID),
                        "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);
    }
}
