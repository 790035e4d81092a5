package dev.ducksheet.http.access;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;

/** Reads certificates and their keys; whatever is wrong with them is said in a sentence, before the server starts. */
public final class Certificates {
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");
    private static final char[] IN_MEMORY = "in memory".toCharArray();

    private Certificates() {}

    /**
     * Returns what a server needs to speak TLS 1.2 and 1.3.
     *
     * @throws IllegalArgumentException if a file or password is wrong; the message names it and the remedy
     */
    public static SslContext context(Tls tls) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (tls instanceof Tls.Pem pem) {
                keys.init(store(pem), IN_MEMORY);
            } else {
                var pkcs12 = (Tls.Pkcs12) tls;
                keys.init(store(pkcs12), pkcs12.password().toCharArray());
            }
            return SslContextBuilder.forServer(keys)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("no TLS can be had from " + tls + ": " + e.getMessage(), e);
        }
    }

    private static KeyStore store(Tls.Pkcs12 tls) throws GeneralSecurityException, IOException {
        var bytes = read(tls.file());
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(bytes), tls.password().toCharArray());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof GeneralSecurityException
                            ? "the password does not open " + tls.file() + "; give the right one as"
                                    + " DUCKSHEET_TLS_PASSWORD"
                            : tls.file() + " is no PKCS#12 file; give --tls-certificate and --tls-key for PEM",
                    e);
        }
        for (var alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return store;
            }
        }
        throw new IllegalArgumentException(tls.file() + " has no private key; export it with its certificate");
    }

    private static KeyStore store(Tls.Pem tls) throws GeneralSecurityException, IOException {
        var chain = chain(tls.certificate());
        var key = key(tls, chain[0].getPublicKey().getAlgorithm());
        requirePair(tls, key, chain[0].getPublicKey());
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        store.setKeyEntry("server", key, IN_MEMORY, chain);
        return store;
    }

    private static Certificate[] chain(Path file) throws IOException {
        try {
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(file)))
                    .toArray(Certificate[]::new);
            if (certificates.length > 0) {
                return certificates;
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " has no certificate that can be read; give one in PEM", e);
        }
        throw new IllegalArgumentException(file + " has no certificate; give one in PEM");
    }

    private static PrivateKey key(Tls.Pem tls, String algorithm) throws GeneralSecurityException, IOException {
        var pem = PEM.matcher(new String(read(tls.key()), StandardCharsets.US_ASCII));
        while (pem.find()) {
            var kind = pem.group(1);
            var bytes = Base64.getMimeDecoder().decode(pem.group(2));
            if (kind.equals("PRIVATE KEY")) {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            }
            if (kind.equals("ENCRYPTED PRIVATE KEY")) {
                return KeyFactory.getInstance(algorithm).generatePrivate(decrypted(tls, bytes));
            }
            if (List.of("RSA PRIVATE KEY", "EC PRIVATE KEY").contains(kind)) {
                throw new IllegalArgumentException(tls.key() + " has a key in an older form; convert it: openssl pkcs8"
                        + " -topk8 -nocrypt -in " + tls.key() + " -out key.pem");
            }
        }
        throw new IllegalArgumentException(tls.key() + " has no private key; give one in PEM (PKCS#8)");
    }

    private static PKCS8EncodedKeySpec decrypted(Tls.Pem tls, byte[] bytes) throws IOException {
        if (tls.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "the key in " + tls.key() + " is encrypted; give its password as DUCKSHEET_TLS_PASSWORD");
        }
        var info = new EncryptedPrivateKeyInfo(bytes);
        try {
            var parameters = info.getAlgParameters();
            var described = String.valueOf(parameters); // of PBES2 only the parameters tell the algorithm
            var name = described.startsWith("PBEWith") ? described : info.getAlgName();
            var secret = SecretKeyFactory.getInstance(name)
                    .generateSecret(new PBEKeySpec(tls.password().toCharArray()));
            var cipher = Cipher.getInstance(name);
            cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the password does not open " + tls.key() + "; give the right one as DUCKSHEET_TLS_PASSWORD", e);
        }
    }

    /** A key of another certificate would only be noticed by the first client. */
    private static void requirePair(Tls.Pem tls, PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        var algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        if (!List.of("EC", "RSA").contains(key.getAlgorithm())) {
            return;
        }
        var said = "a key and its certificate".getBytes(StandardCharsets.US_ASCII);
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(said);
        var signed = signature.sign();
        signature.initVerify(certified);
        signature.update(said);
        if (!signature.verify(signed)) {
            throw new IllegalArgumentException(
                    "the key in " + tls.key() + " is not that of the certificate in " + tls.certificate());
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        }
    }
}
