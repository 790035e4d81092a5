package dev.ducksheet.core.validation;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must be true of every new key, as far as the catalogue tells. */
public final class KeyRules {
    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,126}[!-~])?");

    private KeyRules() {}

    /** Returns why a key cannot be made, or nothing. */
    public static Optional<Refusal> check(Catalog catalog, KeyDraft draft) {
        try {
            checkName(draft.name());
            if (draft.scope() instanceof Scope.Listed listed) {
                checkRole(draft.role());
                for (var grant : listed.grants()) {
                    check(catalog, grant, new Access("", draft.name(), draft.role(), listed));
                }
            }
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/name",
                    "a key's name has 1 to 128 printable ASCII characters and no blank at its ends; edits are signed"
                            + " with it");
        }
    }

    private static void checkRole(Role role) {
        if (role == Role.ADMIN) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST, "/tables", "an admin may use every table; leave the list out");
        }
    }

    private static void check(Catalog catalog, Grant grant, Access access) {
        var sheet = UpdateRules.sheet(catalog, grant.sheet());
        if (grant.rows() instanceof Reach.Only only) {
            ConditionBinder.bind(only.condition(), sheet.name(), sheet.columns(), "/tables");
        }
        if (access.reach(catalog, sheet.name()) instanceof Reach.None none) {
            throw new RefusedException(Reason.INVALID_REQUEST, "/tables", none.why());
        }
    }
}
