package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.access.Role;
import dev.ducksheet.http.access.Certificates;
import dev.ducksheet.http.access.RateLimit;
import dev.ducksheet.http.access.Security;
import dev.ducksheet.http.access.Tls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that shows a certificate, and what is said of one that cannot be had. */
final class TlsTest {
    private static final String PASSWORD = "open sesame";

    @TempDir
    static Path folder;

    private static KeyStore store;

    private final FakeWorkbook workbook = new FakeWorkbook();

    @BeforeAll
    static void make() throws Exception {
        keytool("server", "RSA");
        keytool("other", "RSA");
        keytool("ec", "EC");
        store = KeyStore.getInstance(folder.resolve("server.p12").toFile(), PASSWORD.toCharArray());
        for (var name : List.of("server", "other", "ec")) {
            var from = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
            pem(name + ".crt", "CERTIFICATE", from.getCertificate(name).getEncoded());
            pem(
                    name + ".key",
                    "PRIVATE KEY",
                    from.getKey(name, PASSWORD.toCharArray()).getEncoded());
        }
        pem(
                "encrypted.key",
                "ENCRYPTED PRIVATE KEY",
                encrypted(store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        pem("old.key", "RSA PRIVATE KEY", new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("rubbish"), "rubbish");
    }

    private static void keytool(String name, String algorithm) throws IOException, InterruptedException {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        folder.resolve(name + ".p12").toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
    }

    private static void pem(String file, String kind, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static byte[] encrypted(byte[] key) throws Exception {
        var name = "PBEWithHmacSHA256AndAES_256";
        var cipher = Cipher.getInstance(name);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
        var parameters = AlgorithmParameters.getInstance("PBES2"); // under whose name alone they can be written down
        parameters.init(cipher.getParameters().getEncoded());
        return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key)).getEncoded();
    }

    private static Tls.Pem pem(String certificate, String key, String password) {
        return new Tls.Pem(folder.resolve(certificate), folder.resolve(key), password);
    }

    private static HttpSettings settings(Tls tls) {
        return new HttpSettings(
                "127.0.0.1",
                0,
                1 << 20,
                10,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                false,
                "1.2.3",
                new Security(RateLimit.OFF, List.of(), tls, List.of()));
    }

    private static HttpClient client(KeyStore trusted, String... protocols) throws Exception {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var parameters = new SSLParameters();
        parameters.setProtocols(protocols);
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static KeyStore trusting(String name) throws Exception {
        var from = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(name, from.getCertificate(name));
        return trusted;
    }

    private void assertServes(Tls tls, String name, String protocol) throws Exception {
        var key = workbook.key("ann " + protocol + tls, Role.READER);
        try (var server = HttpServer.start(workbook, settings(tls))) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
            var request = HttpRequest.newBuilder(server.uri().resolve("/tables"))
                    .header("Authorization", "Bearer " + key)
                    .build();
            var answer = client(trusting(name), protocol).send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_certificate_in_pkcs12_or_pem_is_shown(String protocol) throws Exception {
        assertServes(new Tls.Pkcs12(folder.resolve("server.p12"), PASSWORD), "server", protocol);
        assertServes(pem("server.crt", "server.key", ""), "server", protocol);
        assertServes(pem("server.crt", "encrypted.key", PASSWORD), "server", protocol);
        assertServes(pem("ec.crt", "ec.key", ""), "ec", protocol);
    }

    @Test
    void a_client_that_trusts_another_is_not_served() throws Exception {
        try (var server = HttpServer.start(workbook, settings(pem("server.crt", "server.key", "")))) {
            var stranger = client(trusting("other"), "TLSv1.3");
            var request = HttpRequest.newBuilder(server.uri()).build();
            assertThatThrownBy(() -> stranger.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void what_is_wrong_is_said_in_a_sentence_with_the_remedy() {
        assertSaid(pem("nothing.crt", "server.key", ""), "there is no file", "nothing.crt");
        assertSaid(pem("server.crt", "nothing.key", ""), "there is no file", "nothing.key");
        assertSaid(pem("rubbish", "server.key", ""), "rubbish has no certificate", "PEM");
        assertSaid(pem("server.crt", "rubbish", ""), "rubbish has no private key", "PKCS#8");
        assertSaid(pem("server.crt", "old.key", ""), "a key in an older form", "openssl pkcs8 -topk8");
        assertSaid(pem("server.crt", "other.key", ""), "other.key is not that of the certificate in", "server.crt");
        assertSaid(pem("server.crt", "ec.key", ""), "ec.key");
        assertSaid(pem("server.crt", "encrypted.key", ""), "is encrypted", "DUCKSHEET_TLS_PASSWORD");
        assertSaid(pem("server.crt", "encrypted.key", "wrong"), "the password does not open", "DUCKSHEET_TLS_PASSWORD");
        assertSaid(new Tls.Pkcs12(folder.resolve("server.p12"), "wrong"), "the password does not open");
        assertSaid(new Tls.Pkcs12(folder.resolve("rubbish"), PASSWORD), "is no PKCS#12 file");
        assertSaid(new Tls.Pkcs12(folder.resolve("nothing.p12"), PASSWORD), "there is no file");
    }

    private static void assertSaid(Tls tls, String... words) {
        assertThatThrownBy(() -> Certificates.context(tls))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain(PASSWORD, "wrong");
    }
}
