package dev.ducksheet.cli;

import dev.ducksheet.cli.config.Configuration;
import dev.ducksheet.cli.config.Setting;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.http.access.RateLimit;
import dev.ducksheet.http.access.Security;
import dev.ducksheet.http.access.Tls;
import dev.ducksheet.http.access.TokenSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a server is kept safe beyond its API keys. */
final class SecurityOptions {
    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Serve over TLS with this certificate and its chain, in PEM; with --tls-key.")
    @Nullable
    private String tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description =
                    "The key of that certificate, in PEM; its password, if it has one, is $DUCKSHEET_TLS_PASSWORD.")
    @Nullable
    private String tlsKey;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Instead of both, a PKCS#12 file; its password is $DUCKSHEET_TLS_PASSWORD.")
    @Nullable
    private String tlsKeystore;

    @Option(
            names = "--rate-limit",
            paramLabel = "N/SECONDS",
            description = "How many requests each key may send in so many seconds (default: 60000/60), or off.")
    @Nullable
    private String rateLimit;

    @Option(
            names = "--cors-origins",
            paramLabel = "ORIGINS",
            description = "The web sites whose pages may use the API, with commas between them (default: none).")
    @Nullable
    private String corsOrigins;

    @Option(
            names = "--jwks",
            paramLabel = "URL",
            description = "Take the tokens of an OAuth 2 server whose public keys are there: https://… or a file.")
    @Nullable
    private String jwks;

    @Option(names = "--jwt-issuer", paramLabel = "ISSUER", description = "Of whom those tokens must be.")
    @Nullable
    private String jwtIssuer;

    @Option(names = "--jwt-audience", paramLabel = "AUDIENCE", description = "For whom those tokens must be.")
    @Nullable
    private String jwtAudience;

    @Option(
            names = "--jwt-role-claim",
            paramLabel = "CLAIM",
            description = "The claim that tells the role (default: roles).")
    @Nullable
    private String jwtRoleClaim;

    @Option(
            names = "--jwt-roles",
            paramLabel = "WORD=ROLE,...",
            description = "What its words stand for (default: reader=reader,editor=editor,admin=admin).")
    @Nullable
    private String jwtRoles;

    /** Adds the flags that were given. */
    void addTo(Map<Setting, String> flags) {
        Flags.add(flags, Setting.TLS_CERTIFICATE, tlsCertificate);
        Flags.add(flags, Setting.TLS_KEY, tlsKey);
        Flags.add(flags, Setting.TLS_KEYSTORE, tlsKeystore);
        Flags.add(flags, Setting.RATE_LIMIT, rateLimit);
        Flags.add(flags, Setting.CORS_ORIGINS, corsOrigins);
        Flags.add(flags, Setting.JWKS, jwks);
        Flags.add(flags, Setting.JWT_ISSUER, jwtIssuer);
        Flags.add(flags, Setting.JWT_AUDIENCE, jwtAudience);
        Flags.add(flags, Setting.JWT_ROLE_CLAIM, jwtRoleClaim);
        Flags.add(flags, Setting.JWT_ROLES, jwtRoles);
    }

    /** Returns the settings in force, of files in {@code folder} unless they are named whole. */
    Security settings(Configuration configuration, Path folder) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        addTo(flags);
        Values values = new Values(configuration, flags, folder);
        try {
            return new Security(
                    RateLimit.parse(values.of(Setting.RATE_LIMIT)),
                    values.list(Setting.CORS_ORIGINS),
                    tls(values),
                    tokens(values));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }

    private static Tls tls(Values values) {
        boolean keystore = values.has(Setting.TLS_KEYSTORE);
        boolean pem = values.has(Setting.TLS_CERTIFICATE) || values.has(Setting.TLS_KEY);
        if (keystore && pem) {
            throw new IllegalArgumentException(
                    "--tls-keystore has certificate and key; give it, or both of the others");
        }
        if (pem && !(values.has(Setting.TLS_CERTIFICATE) && values.has(Setting.TLS_KEY))) {
            throw new IllegalArgumentException(
                    "TLS takes a certificate and its key; give --tls-certificate and --tls-key");
        }
        String password = values.of(Setting.TLS_PASSWORD);
        if (keystore) {
            return new Tls.Pkcs12(values.file(Setting.TLS_KEYSTORE), password);
        }
        return pem
                ? new Tls.Pem(values.file(Setting.TLS_CERTIFICATE), values.file(Setting.TLS_KEY), password)
                : new Tls.Off();
    }

    private static List<TokenSettings> tokens(Values values) {
        if (!values.has(Setting.JWKS)) {
            return List.of();
        }
        String keys = values.of(Setting.JWKS);
        return List.of(new TokenSettings(
                keys.contains("://")
                        ? URI.create(keys)
                        : values.file(Setting.JWKS).toAbsolutePath().toUri(),
                values.of(Setting.JWT_ISSUER),
                values.of(Setting.JWT_AUDIENCE),
                values.of(Setting.JWT_ROLE_CLAIM),
                roles(values.list(Setting.JWT_ROLES))));
    }

    private static Map<String, Role> roles(List<String> pairs) {
        Map<String, Role> roles = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.lastIndexOf('=');
            String role = pair.substring(equals + 1);
            if (equals < 1) {
                throw new IllegalArgumentException("a role is mapped as word=role, not " + pair);
            }
            roles.put(
                    pair.substring(0, equals),
                    Role.named(role)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "there is no role " + role + "; there are " + Role.NAMES)));
        }
        return roles;
    }

    /** The values in force. */
    private record Values(Configuration configuration, Map<Setting, String> flags, Path folder) {
        String of(Setting setting) {
            return configuration.value(setting, flags.get(setting)).value();
        }

        boolean has(Setting setting) {
            return !of(setting).isEmpty();
        }

        Path file(Setting setting) {
            return folder.resolve(of(setting));
        }

        List<String> list(Setting setting) {
            return Arrays.stream(of(setting).split(",", -1))
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .toList();
        }
    }
}
