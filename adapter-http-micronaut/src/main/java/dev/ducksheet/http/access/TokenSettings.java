package dev.ducksheet.http.access;

import dev.ducksheet.core.access.Role;
import java.net.URI;
import java.util.Map;

/**
 * Which tokens of an OAuth 2 server are taken.
 *
 * @param keys where its public keys are, as a JWKS: a {@code file:} or an {@code https:} address
 * @param issuer what the claim {@code iss} must be
 * @param audience what the claim {@code aud} must have
 * @param roleClaim the claim that tells the role: a text with blanks between its words, or a list of texts
 * @param roles the role that a word of the claim stands for; of several the greatest counts
 */
public record TokenSettings(URI keys, String issuer, String audience, String roleClaim, Map<String, Role> roles) {
    /** Refuses what nobody could be sure of. */
    public TokenSettings {
        roles = Map.copyOf(roles);
        require(
                "file".equals(keys.getScheme()) || "https".equals(keys.getScheme()),
                "the keys that tokens are signed with come from an https or a file address, not from " + keys);
        require(!issuer.isBlank(), "tokens need an issuer, so that no other server's are taken");
        require(!audience.isBlank(), "tokens need an audience, so that those for other services are not taken");
        require(!roleClaim.isBlank() && !roles.isEmpty(), "tokens need a claim that tells the role, and words for it");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
