package dev.ducksheet.core.edit;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import java.time.Instant;

/**
 * An API key as a workbook keeps it, for ever: who made it and who revoked it, and when, is what there is to tell of it
 * later. Times are to the millisecond; {@link #NEVER} stands for those of what has not happened.
 *
 * @param id the id of the request that made it
 * @param prefix the beginning of its secret, to recognise it by
 * @param hash of its secret, as {@link dev.ducksheet.core.access.Secret#hash} gives it
 * @param lastUsedAt to the minute or so
 */
public record ApiKey(
        UpdateId id,
        String name,
        String prefix,
        String hash,
        Role role,
        Scope scope,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        String revokedBy,
        Instant revokedAt,
        Instant lastUsedAt) {

    /** Later than everything. */
    public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /** Returns the key that a request makes. */
    public static ApiKey of(Request.IssueKey request, Instant at) {
        var draft = request.draft();
        return new ApiKey(
                request.id(),
                draft.name(),
                request.prefix(),
                request.hash(),
                draft.role(),
                draft.scope(),
                request.editor(),
                at,
                draft.expiresAt(),
                "",
                NEVER,
                NEVER);
    }

    /** Returns this key, revoked. */
    public ApiKey revoked(String by, Instant at) {
        return new ApiKey(id, name, prefix, hash, role, scope, createdBy, createdAt, expiresAt, by, at, lastUsedAt);
    }

    /** Returns this key, used. */
    public ApiKey used(Instant at) {
        return new ApiKey(
                id, name, prefix, hash, role, scope, createdBy, createdAt, expiresAt, revokedBy, revokedAt, at);
    }

    /** Says whether somebody ended it. */
    public boolean isRevoked() {
        return !revokedAt.equals(NEVER);
    }

    /** Says whether it opens anything. */
    public boolean isGood(Instant now) {
        return !isRevoked() && now.isBefore(expiresAt);
    }

    /** Returns what its holder may do. */
    public Access access() {
        return new Access(id.toString(), name, role, scope);
    }
}
