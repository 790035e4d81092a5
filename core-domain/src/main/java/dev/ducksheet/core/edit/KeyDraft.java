package dev.ducksheet.core.edit;

import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import java.time.Instant;

/**
 * An API key as an admin asks for it.
 *
 * @param name by which its edits are signed; no other key in force has it
 * @param expiresAt from when on it is no good; {@link ApiKey#NEVER} if it does not expire
 */
public record KeyDraft(String name, Role role, Scope scope, Instant expiresAt) {
    /** Returns a draft for the whole workbook that does not expire. */
    public static KeyDraft of(String name, Role role) {
        return new KeyDraft(name, role, Scope.whole(), ApiKey.NEVER);
    }
}
