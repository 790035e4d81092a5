package dev.ducksheet.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority for one test run, with a server's and a client's certificate, as PEM files.
 *
 * @param authority the certificate of the authority
 */
public record Certificates(
        Path authority, Path serverCertificate, Path serverKey, Path clientCertificate, Path clientKey) {
    private static final String PASSWORD = "only for tests";
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /** Makes new ones in {@code folder}, with the JDK's keytool. */
    public static Certificates in(Path folder) {
        try {
            return new Authority(folder).issue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The authority at work. */
    private record Authority(Path folder) {

        Certificates issue() throws IOException, GeneralSecurityException {
            generate("authority", "CN=Ducksheet test authority", "-ext", "bc:c");
            sign("server", "CN=127.0.0.1");
            sign("client", "CN=duck");
            var store = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
            return new Certificates(
                    certificate(store, "authority"),
                    certificate(store, "server"),
                    key(store, "server"),
                    certificate(store, "client"),
                    key(store, "client"));
        }

        private void sign(String name, String subject) throws IOException {
            generate(name, subject, "-signer", "authority", "-ext", "san=ip:127.0.0.1,dns:localhost");
        }

        private void generate(String name, String subject, String... more) throws IOException {
            var arguments = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-dname", subject));
            arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
            arguments.addAll(List.of("-keystore", store().toString()));
            arguments.addAll(List.of(more));
            keytool(arguments);
        }

        private Path store() {
            return folder.resolve("keys.p12");
        }

        private Path certificate(KeyStore store, String name) throws IOException, GeneralSecurityException {
            return pem(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded());
        }

        private Path key(KeyStore store, String name) throws IOException, GeneralSecurityException {
            var key = store.getKey(name, PASSWORD.toCharArray());
            return pem(name + ".key", "PRIVATE KEY", key.getEncoded());
        }

        private Path pem(String file, String kind, byte[] content) throws IOException {
            String text = "-----BEGIN " + kind + "-----\n" + BASE64.encodeToString(content) + "\n-----END " + kind
                    + "-----\n";
            return Files.writeString(folder.resolve(file), text);
        }

        private static void keytool(List<String> arguments) throws IOException {
            var command = new ArrayList<String>();
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(arguments);
            command.addAll(List.of("-storepass", PASSWORD));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                if (process.waitFor() != 0) {
                    throw new IOException("keytool: " + said);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
