package dev.ducksheet.guard;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param base in numbers, for the address that the range begins with
 * @param bits how many bits of it all addresses of the range have
 */
record Cidr(Octets base, int bits) {

    /** Reads a range, or one address; nothing if it is none. Asks nobody for a name. */
    static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        var address = IpLiterals.strict(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        var octets = new Octets(address.get().getAddress());
        int all = octets.size() * 8;
        if (slash < 0) {
            return Optional.of(new Cidr(octets, all));
        }
        var length = text.substring(slash + 1);
        return length.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(length) <= all
                ? Optional.of(new Cidr(octets, Integer.parseInt(length)))
                : Optional.empty();
    }

    static Cidr of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no range of addresses"));
    }

    boolean contains(InetAddress address) {
        return new Octets(address.getAddress()).startsLike(base, bits);
    }

    @Override
    public String toString() {
        return base + "/" + bits;
    }

    /** The bytes of an address. */
    static final class Octets {
        private final byte[] bytes;

        Octets(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        int size() {
            return bytes.length;
        }

        boolean startsLike(Octets other, int bits) {
            if (bytes.length != other.bytes.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)) {
                return false;
            }
            int rest = 8 - bits % 8;
            return rest == 8 || (bytes[whole] & 0xff) >> rest == (other.bytes[whole] & 0xff) >> rest;
        }

        @Override
        public String toString() {
            return IpLiterals.text(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
