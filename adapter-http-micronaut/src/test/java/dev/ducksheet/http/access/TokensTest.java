package dev.ducksheet.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ISSUER = "https://login.example";

    @TempDir
    Path folder;

    private final Standing clock = new Standing();
    private RSAKey rsa;
    private ECKey ec;
    private Tokens tokens;

    /** A clock that a test sets. */
    private static final class Standing extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void publish() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        tokens = tokens(rsa, ec);
    }

    private Tokens tokens(JWK... keys) throws Exception {
        var file = folder.resolve("keys.json");
        Files.writeString(file, new JWKSet(List.of(keys)).toString());
        return new Tokens(settings(file.toUri()), clock);
    }

    private static TokenSettings settings(URI keys) {
        return new TokenSettings(
                keys,
                ISSUER,
                "ducksheet",
                "groups",
                Map.of("planners", Role.EDITOR, "ops", Role.ADMIN, "all", Role.READER));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("other", "ducksheet"))
                .subject("ann@example")
                .claim("groups", List.of("all", "planners", "nonsense"))
                .expirationTime(Date.from(NOON.plusSeconds(300)));
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> claims) throws Exception {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims);
    }

    private static String signed(
            JWSAlgorithm algorithm, String id, JWSSigner signer, UnaryOperator<JWTClaimsSet.Builder> claims)
            throws Exception {
        var header = new JWSHeader.Builder(algorithm)
                .keyID(id)
                .type(JOSEObjectType.JWT)
                .build();
        var token = new SignedJWT(header, claims.apply(claims()).build());
        token.sign(signer);
        return token.serialize();
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> tokens.check(token)).isInstanceOf(InvalidTokenException.class);
        assertThat(tokens.known(token)).isEmpty();
    }

    @Test
    void a_token_that_is_in_order_opens_as_its_greatest_role() throws Exception {
        var token = signed(claims -> claims);
        assertThat(tokens.known(token)).isEmpty();
        assertThat(tokens.check(token).access())
                .isEqualTo(new Access("token " + ISSUER + " ann@example", "ann@example", Role.EDITOR, Scope.whole()));
        assertThat(tokens.known(token)).isPresent();
        assertThat(tokens.check(signed(
                                JWSAlgorithm.ES256,
                                "ec",
                                new ECDSASigner(ec),
                                claims -> claims.claim("groups", "all ops")))
                        .access()
                        .role())
                .isEqualTo(Role.ADMIN);
    }

    @Test
    void what_is_not_in_order_opens_nothing() throws Exception {
        assertRefused("");
        assertRefused("a.b.c");
        assertRefused(signed(claims -> claims.issuer("https://other.example")));
        assertRefused(signed(claims -> claims.issuer(null)));
        assertRefused(signed(claims -> claims.audience("other")));
        assertRefused(signed(claims -> claims.audience(List.of())));
        assertRefused(signed(claims -> claims.expirationTime(Date.from(NOON.minusSeconds(31)))));
        assertRefused(signed(claims -> claims.expirationTime(null)));
        assertRefused(signed(claims -> claims.notBeforeTime(Date.from(NOON.plusSeconds(60)))));
        assertRefused(signed(claims -> claims.subject(null)));
        assertRefused(signed(claims -> claims.subject(" ")));
        assertRefused(signed(claims -> claims.subject("a\nb")));
        assertRefused(signed(claims -> claims.claim("groups", null)));
        assertRefused(signed(claims -> claims.claim("groups", "nonsense")));
        assertRefused(signed(claims -> claims.claim("groups", 7)));
    }

    @Test
    void a_small_skew_is_forgiven() throws Exception {
        assertThat(tokens.check(signed(claims -> claims.expirationTime(Date.from(NOON.minusSeconds(20)))))
                        .isGood()
                        .getAsBoolean())
                .isTrue();
    }

    @Test
    void no_signature_a_broken_one_and_one_of_a_secret_open_nothing() throws Exception {
        assertRefused(new PlainJWT(claims().build()).serialize());
        var token = signed(claims -> claims);
        var parts = token.split("\\.", -1);
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse());
        assertRefused(parts[0] + "." + signed(claims -> claims.subject("root")).split("\\.", -1)[1] + "." + parts[2]);
        // The public key taken for a secret, which everybody has.
        assertRefused(signed(
                JWSAlgorithm.HS256, "rsa", new MACSigner(rsa.toRSAPublicKey().getEncoded()), claims -> claims));
        var stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        assertRefused(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(stranger), claims -> claims));
        assertRefused(signed(JWSAlgorithm.RS256, "unknown", new RSASSASigner(rsa), claims -> claims));
    }

    @Test
    void a_token_that_runs_out_is_no_longer_good_and_its_key_is_looked_at_again() throws Exception {
        var token = signed(claims -> claims.expirationTime(Date.from(NOON.plusSeconds(3600))));
        var caller = tokens.check(token);
        clock.now = NOON.plusSeconds(301);
        assertThat(caller.isGood().getAsBoolean()).isTrue();
        assertThat(tokens.known(token)).isEmpty();
        clock.now = NOON.plusSeconds(3631);
        assertThat(caller.isGood().getAsBoolean()).isFalse();
    }

    @Test
    void settings_that_nobody_could_be_sure_of_are_refused() {
        assertThatThrownBy(() -> settings(URI.create("http://login.example/keys")))
                .hasMessageContaining("https or a file address");
        assertThatThrownBy(() -> new TokenSettings(
                        URI.create("https://login.example/keys"), "", "a", "roles", Map.of("a", Role.READER)))
                .hasMessageContaining("issuer");
        assertThatThrownBy(() -> new TokenSettings(
                        URI.create("https://login.example/keys"), "i", " ", "roles", Map.of("a", Role.READER)))
                .hasMessageContaining("audience");
        assertThatThrownBy(
                        () -> new Tokens(settings(folder.resolve("nothing.json").toUri()), clock))
                .hasMessageContaining("cannot be read as a JWKS");
    }
}
