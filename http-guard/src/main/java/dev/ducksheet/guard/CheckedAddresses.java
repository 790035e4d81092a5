package dev.ducksheet.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of names, and lets through only names all of whose addresses may be connected to. The client
 * connects to what it is given here and asks nobody again, so that a name cannot stand for one address when it is looked at
 * and for another when it is connected to.
 */
final class CheckedAddresses implements DnsResolver {
    private final AddressPolicy policy;
    private final DnsResolver resolver;

    CheckedAddresses(AddressPolicy policy, DnsResolver resolver) {
        this.policy = policy;
        this.resolver = resolver;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = resolver.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (var address : addresses) {
            Optional<String> objection = policy.objection(address);
            if (objection.isPresent()) {
                throw new ForbiddenAddressException(objection.get());
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
