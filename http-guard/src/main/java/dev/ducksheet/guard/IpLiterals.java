package dev.ducksheet.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that are written as numbers. Of IPv4 there is one spelling, four decimal numbers without zeros in front:
 * decimal, octal, hexadecimal and short ones are read in different ways by different programs, which is what somebody
 * lives on who wants to be let through.
 */
final class IpLiterals {
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** A host that some programs take for a number: its last part is one, in whichever way. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(0[xX][0-9A-Fa-f]*|[0-9]+)\\.?");

    private IpLiterals() {}

    /** Reads the one spelling of an IPv4 address, or an IPv6 address, without brackets and zone. */
    static Optional<InetAddress> strict(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text)); // a literal: nobody is asked
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Says whether a host is meant as a number and is not in the one spelling. */
    static boolean isOdd(String host) {
        return NUMERIC.matcher(host).matches() && !IPV4.matcher(host).matches();
    }

    static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length, e);
        }
    }
}
