package dev.ducksheet.http.access;

import java.nio.file.Path;

/** What a server shows to be who it is. */
public sealed interface Tls {

    /** Nothing: what is sent can be read on the way. */
    record Off() implements Tls {}

    /**
     * A certificate and its private key, each in a file in PEM.
     *
     * @param certificate the server's own first, then those that vouch for it
     * @param password of the key; empty if it is not encrypted
     */
    record Pem(Path certificate, Path key, String password) implements Tls {
        @Override
        public String toString() {
            return "Pem[" + certificate + ", " + key + "]";
        }
    }

    /** A certificate and its private key in a PKCS#12 file. */
    record Pkcs12(Path file, String password) implements Tls {
        @Override
        public String toString() {
            return "Pkcs12[" + file + "]";
        }
    }

    /** Says whether there is any. */
    default boolean isOn() {
        return !(this instanceof Off);
    }
}
