package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies changes of the API keys. */
final class KeyEditing {
    private final WorkbookTransaction transaction;
    private final Instant at;

    KeyEditing(WorkbookTransaction transaction, Instant at) {
        this.transaction = transaction;
        this.at = at;
    }

    /** Returns the key that came or went; throws a {@code RefusedException}, before anything is written, if none can. */
    UpdateId apply(Request.OfKeys request) {
        if (request instanceof Request.IssueKey issue) {
            return issue(ApiKey.of(issue, at));
        }
        if (request instanceof Request.RevokeKey revoke) {
            return revoke(revoke);
        }
        var noted = (Request.NoteKeyUses) request;
        note(noted.uses());
        return noted.id();
    }

    private UpdateId issue(ApiKey key) {
        if (transaction.keys().stream()
                .anyMatch(other -> !other.isRevoked() && other.name().equals(key.name()))) {
            throw new RefusedException(
                    Reason.ALREADY_EXISTS,
                    "/name",
                    "there is a key named '" + key.name() + "'; revoke that one, or choose another name");
        }
        transaction.put(key);
        return key.id();
    }

    private UpdateId revoke(Request.RevokeKey request) {
        var key = find(transaction.keys(), request.key())
                .filter(it -> !it.isRevoked())
                .orElseThrow(() -> new RefusedException(
                        Reason.UNKNOWN_KEY,
                        "/id",
                        "there is no key " + request.key() + " in force; list the keys to see which there are"));
        transaction.put(key.revoked(request.editor(), at));
        return key.id();
    }

    private void note(Map<UpdateId, Instant> uses) {
        var keys = transaction.keys();
        uses.forEach((id, when) ->
                find(keys, id).filter(key -> isLater(when, key)).ifPresent(key -> transaction.put(key.used(when))));
    }

    private static boolean isLater(Instant use, ApiKey key) {
        return key.lastUsedAt().equals(ApiKey.NEVER) || use.isAfter(key.lastUsedAt());
    }

    private static Optional<ApiKey> find(List<ApiKey> keys, UpdateId id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
