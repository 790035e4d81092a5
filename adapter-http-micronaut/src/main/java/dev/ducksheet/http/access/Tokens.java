package dev.ducksheet.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.port.PortUnavailableException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the tokens of an OAuth 2 server (RFC 9068, RFC 7519): signed by one of its keys with one of a few asymmetric
 * algorithms, by the issuer and for the audience that are configured, not run out. Keys from an address are fetched when
 * they are first needed, kept for minutes, and fetched anew for a key id that is not among them, no more often than each
 * half minute. Thread-safe.
 */
public final class Tokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final int SKEW_SECONDS = 30;
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int MOST = 10_000;
    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,126}[!-~])?");

    private final TokenSettings settings;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final ConcurrentHashMap<String, Checked> checked = new ConcurrentHashMap<>();

    /**
     * Prepares to check.
     *
     * @throws IllegalArgumentException if the keys are in a file that cannot be read
     */
    public Tokens(TokenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(settings)));
        processor.setJWEKeySelector((header, context) -> List.of());
        processor.setJWTClaimsSetVerifier(new Claims(settings, clock));
    }

    private static JWKSource<SecurityContext> keys(TokenSettings settings) {
        try {
            return settings.keys().getScheme().equals("file")
                    ? new ImmutableJWKSet<>(JWKSet.load(new File(settings.keys())))
                    : JWKSourceBuilder.create(settings.keys().toURL())
                            .retrying(true)
                            .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no keys can be had from " + settings.keys(), e);
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException(
                    "the keys in " + settings.keys().getPath() + " cannot be read as a JWKS: " + e.getMessage(), e);
        }
    }

    /** Returns the caller of a token that was checked a moment ago. Does not block. */
    public Optional<Caller> known(String token) {
        return Optional.ofNullable(checked.get(token))
                .filter(it -> it.isFresh(clock.instant()))
                .map(it -> it.caller(clock));
    }

    /**
     * Returns the caller of a token. May wait for the keys.
     *
     * @throws InvalidTokenException if it opens nothing
     * @throws PortUnavailableException if the keys cannot be had
     */
    public Caller check(String token) throws InvalidTokenException {
        try {
            var claims = processor.process(token, null);
            var result =
                    new Checked(access(claims), expiry(claims), clock.instant().plus(FRESH));
            if (checked.size() >= MOST) {
                checked.clear();
            }
            checked.put(token, result);
            return result.caller(clock);
        } catch (ParseException e) {
            throw new InvalidTokenException("it is neither an API key nor a token");
        } catch (KeySourceException e) {
            throw new PortUnavailableException("the keys that tokens are signed with cannot be had; try again", e);
        } catch (BadJOSEException e) {
            throw new InvalidTokenException("the token is not taken: " + e.getMessage());
        } catch (JOSEException e) {
            throw new InvalidTokenException("the token's signature cannot be checked");
        }
    }

    private static Instant expiry(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant().plusSeconds(SKEW_SECONDS);
    }

    private Access access(JWTClaimsSet claims) throws InvalidTokenException {
        var subject = claims.getSubject();
        if (!NAME.matcher(subject).matches()) {
            throw new InvalidTokenException("the subject is not 1 to 128 printable ASCII characters");
        }
        var role = words(claims.getClaim(settings.roleClaim()))
                .map(settings.roles()::get)
                .filter(it -> it != null)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new InvalidTokenException("the claim " + settings.roleClaim() + " tells no role"));
        return new Access("token " + settings.issuer() + " " + subject, subject, role, Scope.whole());
    }

    private static Stream<String> words(Object claim) {
        if (claim instanceof String text) {
            return Arrays.stream(text.split(" ", -1));
        }
        return claim instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }

    /**
     * What a token said.
     *
     * @param expiry from when on it says nothing
     * @param again when to look again whether its key is still one of the issuer's
     */
    private record Checked(Access access, Instant expiry, Instant again) {
        boolean isFresh(Instant now) {
            return isGood(now) && now.isBefore(again);
        }

        boolean isGood(Instant now) {
            return now.isBefore(expiry);
        }

        Caller caller(Clock clock) {
            return new Caller(access, () -> isGood(clock.instant()));
        }
    }

    /** The claims that must be there. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Claims(TokenSettings settings, Clock clock) {
            super(
                    settings.audience(),
                    new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                    Set.of("exp", "sub"));
            this.clock = clock;
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
