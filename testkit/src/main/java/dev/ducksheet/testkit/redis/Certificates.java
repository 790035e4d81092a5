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
            generate("authority", "CN=Ducksheet test authority", "bc:c");
            Path authority = pem(
                    "authority",
                    "CERTIFICATE",
                    store("authority").getCertificate("authority").getEncoded());
            sign("server", "CN=127.0.0.1");
            sign("client", "CN=duck");
            return new Certificates(
                    authority,
                    folder.resolve("server.crt"),
                    key("server"),
                    folder.resolve("client.crt"),
                    key("client"));
        }

        private void generate(String name, String subject, String extension) throws IOException {
            keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keystore",
                    file(name),
                    "-dname",
                    subject,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "2",
                    "-ext",
                    extension);
        }

        private void sign(String name, String subject) throws IOException {
            generate(name, subject, "san=ip:127.0.0.1,dns:localhost");
            String request = folder.resolve(name + ".csr").toString();
            keytool("-certreq", "-alias", name, "-keystore", file(name), "-file", request);
            keytool(
                    "-gencert",
                    "-alias",
                    "authority",
                    "-keystore",
                    file("authority"),
                    "-infile",
                    request,
                    "-outfile",
                    folder.resolve(name + ".crt").toString(),
                    "-rfc",
                    "-validity",
                    "2",
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost");
        }

        private Path key(String name) throws IOException, GeneralSecurityException {
            var key = store(name).getKey(name, PASSWORD.toCharArray());
            return pem(name, "PRIVATE KEY", key.getEncoded());
        }

        private Path pem(String name, String kind, byte[] content) throws IOException {
            String text = "-----BEGIN " + kind + "-----\n" + BASE64.encodeToString(content) + "\n-----END " + kind
                    + "-----\n";
            return Files.writeString(folder.resolve(name + (kind.equals("CERTIFICATE") ? ".crt" : ".key")), text);
        }

        private KeyStore store(String name) throws IOException, GeneralSecurityException {
            return KeyStore.getInstance(Path.of(file(name)).toFile(), PASSWORD.toCharArray());
        }

        private String file(String name) {
            return folder.resolve(name + ".p12").toString();
        }

        private static void keytool(String... arguments) throws IOException {
            var command = new ArrayList<String>();
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(List.of(arguments));
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
