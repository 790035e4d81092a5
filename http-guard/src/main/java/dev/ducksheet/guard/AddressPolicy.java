package dev.ducksheet.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be connected to: those of the public internet, and what whoever runs the server allows. An IPv6
 * address that carries an IPv4 address is looked at as both, for somewhere on its way it may become the other.
 */
public final class AddressPolicy {
    private static final List<Barred> BARRED = List.of(
            barred("0.0.0.0/8", "this network"),
            barred("10.0.0.0/8", "private"),
            barred("100.64.0.0/10", "shared by a carrier"),
            barred("127.0.0.0/8", "this machine"),
            barred("169.254.0.0/16", "link-local, where clouds keep their metadata"),
            barred("172.16.0.0/12", "private"),
            barred("192.0.0.0/24", "for protocols"),
            barred("192.0.2.0/24", "for documentation"),
            barred("192.88.99.0/24", "a relay of 6to4"),
            barred("192.168.0.0/16", "private"),
            barred("198.18.0.0/15", "for benchmarks"),
            barred("198.51.100.0/24", "for documentation"),
            barred("203.0.113.0/24", "for documentation"),
            barred("224.0.0.0/4", "multicast"),
            barred("240.0.0.0/4", "reserved"),
            barred("::/128", "this machine"),
            barred("::1/128", "this machine"),
            barred("64:ff9b:1::/48", "translated within a network"),
            barred("100::/64", "discarded"),
            barred("2001:2::/48", "for benchmarks"),
            barred("2001:10::/28", "no address of a network"),
            barred("2001:20::/28", "no address of a network"),
            barred("2001:db8::/32", "for documentation"),
            barred("3fff::/20", "for documentation"),
            barred("5f00::/16", "for segment routing"),
            barred("fc00::/7", "private"),
            barred("fe80::/10", "link-local"),
            barred("fec0::/10", "private"),
            barred("ff00::/8", "multicast"));

    private static final Cidr COMPATIBLE = Cidr.of("::/96");
    private static final Cidr TRANSLATED = Cidr.of("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");
    private static final Cidr TEREDO = Cidr.of("2001::/32");
    private static final int ISATAP = 0x5efe;

    private final List<Cidr> allowed;

    private record Barred(Cidr range, String what) {}

    private static Barred barred(String range, String what) {
        return new Barred(Cidr.of(range), what);
    }

    private AddressPolicy(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Returns the policy that allows the public internet alone. */
    public static AddressPolicy publicOnly() {
        return new AddressPolicy(List.of());
    }

    /**
     * Returns the policy that allows these ranges too.
     *
     * @param ranges such as {@code 10.1.0.0/16}, {@code fd00::/8} or one address
     * @throws IllegalArgumentException if one is no range; the message says so
     */
    public static AddressPolicy allowing(List<String> ranges) {
        return new AddressPolicy(ranges.stream()
                .map(range -> Cidr.parse(range.strip())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + range + "' is no range of addresses; write one such as 10.1.0.0/16 or fd00::/8")))
                .toList());
    }

    /** Says whether a text is a range of addresses, or one address. */
    public static boolean isRange(String text) {
        return Cidr.parse(text.strip()).isPresent();
    }

    /** Returns why an address must not be connected to, in a few words, or nothing. */
    public Optional<String> objection(InetAddress address) {
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        for (var barred : BARRED) {
            if (barred.range().contains(address)) {
                return Optional.of(address.getHostAddress() + " is " + barred.what());
            }
        }
        return carried(address).stream()
                .flatMap(inner -> objection(inner).stream())
                .map(why -> address.getHostAddress() + " carries an address: " + why)
                .findFirst();
    }

    /** Returns the IPv4 addresses that an IPv6 address carries. */
    private static List<InetAddress> carried(InetAddress address) {
        var bytes = address.getAddress();
        var inner = new ArrayList<InetAddress>();
        if (bytes.length != 16) {
            return inner;
        }
        if (COMPATIBLE.contains(address) || TRANSLATED.contains(address)) {
            inner.add(four(bytes, 12, 0));
        }
        if (SIX_TO_FOUR.contains(address)) {
            inner.add(four(bytes, 2, 0));
        }
        if (TEREDO.contains(address)) {
            inner.add(four(bytes, 4, 0));
            inner.add(four(bytes, 12, 0xff));
        }
        if ((((bytes[10] & 0xff) << 8) | (bytes[11] & 0xff)) == ISATAP) {
            inner.add(four(bytes, 12, 0));
        }
        return inner;
    }

    private static InetAddress four(byte[] bytes, int from, int mask) {
        var four = Arrays.copyOfRange(bytes, from, from + 4);
        for (int i = 0; i < four.length; i++) {
            four[i] ^= (byte) mask;
        }
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
