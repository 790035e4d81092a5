package dev.ducksheet.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Sockets that speak TLS with PEM files as {@link Certificates} makes them. */
final class Pem {
    private static final char[] NO_PASSWORD = new char[0];

    private Pem() {}

    /** Makes sockets that trust one authority and show a client's certificate. */
    static SocketFactory sockets(Certificates files) {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            var authorities = emptyStore();
            authorities.setCertificateEntry("authority", certificate(files.authority()));
            trust.init(authorities);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            var own = emptyStore();
            var chain = new Certificate[] {certificate(files.clientCertificate())};
            own.setKeyEntry("client", key(files.clientKey()), NO_PASSWORD, chain);
            keys.init(own, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        return KeyFactory.getInstance("EC").generatePrivate(encoded);
    }
}
