package dev.ducksheet.core.edit;

import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a webhook's messages are signed with, as Standard Webhooks writes it: {@code whsec_} and 24 to 64 bytes in
 * Base64. Unlike the secret of an API key it is kept as it is, for nobody can sign with a hash.
 */
public record WebhookSecret(String text) {
    private static final String MARK = "whsec_";
    private static final Pattern FORM = Pattern.compile(MARK + "[A-Za-z0-9+/]{32,88}={0,2}");
    private static final int LEAST = 24;
    private static final int MOST = 64;
    private static final int LENGTH = 32;

    /** Refuses what is no secret, without telling it. */
    public WebhookSecret {
        if (!FORM.matcher(text).matches() || !isLongEnough(text)) {
            throw new IllegalArgumentException(
                    "a webhook's secret is " + MARK + " and " + LEAST + " to " + MOST + " bytes in Base64");
        }
    }

    private static boolean isLongEnough(String text) {
        int length = decoded(text).length;
        return length >= LEAST && length <= MOST;
    }

    /** Makes a new one; {@code random} is a {@code SecureRandom}, unless secrets must repeat. */
    public static WebhookSecret random(RandomGenerator random) {
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new WebhookSecret(MARK + Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns the bytes to sign with. */
    public byte[] key() {
        return decoded(text);
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.substring(MARK.length()));
    }

    /** Does not tell it. */
    @Override
    public String toString() {
        return MARK + "…";
    }
}
