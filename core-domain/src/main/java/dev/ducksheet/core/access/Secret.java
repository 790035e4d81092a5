package dev.ducksheet.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The secret of an API key, which only its holder has: {@code dk_} and 40 characters of 5 bits each. The first eight of
 * them are the {@link #prefix} by which people recognise the key; 160 bits stay that nobody else ever sees.
 *
 * <p>What is kept of it is its SHA-256. Slow hashes with salts are for passwords, which people choose and attackers
 * guess: nobody guesses one of 2^160 equally likely secrets, so that a hash of some hundred nanoseconds, which can be
 * looked up, gives nothing away.
 */
public record Secret(String text) {
    private static final String MARK = "dk_";
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 40;
    private static final int PREFIX = MARK.length() + 8;
    private static final Pattern FORM = Pattern.compile(MARK + "[" + LETTERS + "]{" + LENGTH + "}");

    /** Makes a new secret; {@code random} is a {@code SecureRandom}, unless secrets must repeat. */
    public static Secret random(RandomGenerator random) {
        var text = new StringBuilder(MARK);
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new Secret(text.toString());
    }

    /** Says whether a text looks like a secret. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Returns the beginning, by which people recognise the key. */
    public String prefix() {
        return text.substring(0, PREFIX);
    }

    /** Returns what is kept: the SHA-256, as 64 hexadecimal digits. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Tells no more than the prefix. */
    @Override
    public String toString() {
        return isOne(text) ? prefix() + "…" : "no secret";
    }
}
