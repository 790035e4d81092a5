package dev.ducksheet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that lead inwards are refused in every spelling. */
final class AddressPolicyTest {
    private static final AddressPolicy PUBLIC = AddressPolicy.publicOnly();

    /** Returns why a URL is not reached, as far as it tells without asking for a name. */
    private static Optional<String> objection(String url) {
        return Target.parse(url) instanceof Target.Good good
                ? good.known().flatMap(PUBLIC::objection)
                : Optional.of(((Target.Bad) Target.parse(url)).why());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1.2.3:8080/x",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://a.localhost/",
                "http://localhost.localdomain/",
                "http://0.0.0.0/",
                "http://0.1.2.3/",
                "http://10.0.0.1/",
                "http://100.64.0.1/",
                "http://100.127.255.254/",
                "http://169.254.169.254/latest/meta-data/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.0.0.8/",
                "http://192.0.2.1/",
                "http://192.88.99.1/",
                "http://192.168.1.1/",
                "http://198.18.0.1/",
                "http://198.19.255.255/",
                "http://198.51.100.7/",
                "http://203.0.113.7/",
                "http://224.0.0.1/",
                "http://239.255.255.255/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                // decimal, octal, hexadecimal, short, mixed
                "http://2130706433/",
                "http://017700000001/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://127.1/",
                "http://127.0.1/",
                "http://10.1/",
                "http://127.0.0.1./",
                "http://0x7f.1/",
                "http://2852039166/",
                "http://0/",
                "http://1.2.3.4.5/",
                // IPv6, and what it carries
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::127.0.0.1]/",
                "http://[::a00:1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://[64:ff9b:1::1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:c0a8:101::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[2001:0:102:304::80ff:fffe]/",
                "http://[2606:4700::5efe:10.0.0.1]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fec0::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[ff02::1]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[100::1]/",
                "http://[2001:20::1]/",
                // other ways to be led astray
                "http://user@203.0.114.1/",
                "http://user:pass@example.com/",
                "http://example.com@127.0.0.1/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "//example.com/",
                "http:///x",
                "http://exa mple.com/",
                "http://example.com\\@127.0.0.1/",
                "http://１２７.0.0.1/",
                "http://127。0。0。1/",
                "http://ⓛocalhost/",
                "https://bücher.example/",
                "http://example.com:99999/",
                "http://example.com/#x"
            })
    void what_leads_inwards_or_can_be_read_in_two_ways_is_refused(String url) {
        assertThat(objection(url)).as(url).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hook",
                "HTTPS://Example.com:8443/hook?x=1",
                "http://203.0.114.1/",
                "http://1.1.1.1/",
                "https://xn--bcher-kva.example/",
                "http://[2606:4700:4700::1111]/",
                "http://[64:ff9b::1.1.1.1]/",
                "http://172.32.0.1/",
                "http://100.128.0.1/",
                "http://a-b.c-d.example./"
            })
    void the_public_internet_is_not(String url) {
        assertThat(objection(url)).as(url).isEmpty();
    }

    @Test
    void what_is_allowed_is_let_through_and_nothing_beside_it() throws Exception {
        var policy = AddressPolicy.allowing(List.of("10.1.0.0/16", "127.0.0.1", "fd00::/9"));

        for (var allowed : List.of("10.1.2.3", "127.0.0.1", "fd00::1", "64:ff9b::10.1.2.3")) {
            assertThat(policy.objection(InetAddress.getByName(allowed)))
                    .as(allowed)
                    .isEmpty();
        }
        for (var barred : List.of("10.2.0.0", "127.0.0.2", "fdff::1", "::1", "64:ff9b::10.2.0.1")) {
            assertThat(policy.objection(InetAddress.getByName(barred)))
                    .as(barred)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0/8",
                "010.0.0.0/8",
                "fd00::/129",
                "localhost",
                "10.0.0.0/-1",
                "10.0.0.0/08"
            })
    void what_is_no_range_is_refused_by_name(String range) {
        assertThatThrownBy(() -> AddressPolicy.allowing(List.of(range)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + range + "' is no range of addresses");
    }
}
