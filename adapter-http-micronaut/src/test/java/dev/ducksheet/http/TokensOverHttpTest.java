package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.http.access.RateLimit;
import dev.ducksheet.http.access.Security;
import dev.ducksheet.http.access.Tls;
import dev.ducksheet.http.access.TokenSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes tokens besides keys. */
final class TokensOverHttpTest {
    @TempDir
    Path folder;

    private final FakeWorkbook workbook = new FakeWorkbook();
    private ECKey signing;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        signing = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        var keys = folder.resolve("keys.json");
        Files.writeString(keys, new JWKSet(signing).toString());
        var tokens = new TokenSettings(
                keys.toUri(),
                "https://login.example",
                "ducksheet",
                "roles",
                Map.of("r", Role.READER, "e", Role.EDITOR));
        server = HttpServer.start(
                workbook,
                new HttpSettings(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        10,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        false,
                        "1.2.3",
                        new Security(RateLimit.parse("100/60"), List.of(), new Tls.Off(), List.of(tokens))));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String token(String roles, Duration lifetime) throws Exception {
        var claims = new JWTClaimsSet.Builder()
                .issuer("https://login.example")
                .audience("ducksheet")
                .subject("ann@example")
                .claim("roles", roles)
                .expirationTime(Date.from(Instant.now().plus(lifetime)))
                .build();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(), claims);
        token.sign(new ECDSASigner(signing));
        return "Bearer " + token.serialize();
    }

    @Test
    void a_token_opens_signs_and_is_counted_the_first_time_and_again() throws Exception {
        var editor = token("e", Duration.ofMinutes(5));
        for (int i = 0; i < 2; i++) {
            var answer = client.post("/update_cell", WithServer.A_CELL, "Authorization", editor);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit").orElseThrow()).contains("r=" + (99 - i));
        }
        assertThat(workbook.submitted).extracting(CellUpdate::editor).containsExactly("ann@example", "ann@example");
    }

    @Test
    void a_token_may_what_its_role_may() throws Exception {
        var reader = token("r", Duration.ofMinutes(5));
        assertThat(client.get("/tables", "Authorization", reader).statusCode()).isEqualTo(200);
        assertThat(client.post("/update_cell", WithServer.A_CELL, "Authorization", reader)
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.get("/keys", "Authorization", token("e", Duration.ofMinutes(5)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(workbook.submitted).isEmpty();
    }

    @Test
    void a_token_that_is_not_in_order_is_401_and_says_why_and_keys_go_on_working() throws Exception {
        var expired = client.get("/tables", "Authorization", token("r", Duration.ofMinutes(-5)));
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(expired.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"invalid_token\"", "Expired JWT");
        var nobody = client.get("/tables", "Authorization", token("nothing", Duration.ofMinutes(5)));
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).contains("the claim roles tells no role");
        assertThat(client.get("/tables", "Authorization", "Bearer rubbish").statusCode())
                .isEqualTo(401);
        assertThat(client.get("/tables").statusCode()).isEqualTo(401);
        assertThat(client.get("/tables", "Authorization", "Bearer " + workbook.key("bob", Role.READER))
                        .statusCode())
                .isEqualTo(200);
    }
}
