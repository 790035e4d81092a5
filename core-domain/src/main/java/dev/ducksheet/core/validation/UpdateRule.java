package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.Catalog;
import java.util.Optional;

/** One thing that must be true of every update: a pure function. */
@FunctionalInterface
interface UpdateRule {

    /** Returns why the update breaks this rule, or nothing. Earlier rules of {@link UpdateRules#ALL} hold already. */
    Optional<Refusal> check(Catalog catalog, CellUpdate update);

    /** Returns a rule that is broken by a {@link RefusedException}. */
    static UpdateRule that(Checked checked) {
        return (catalog, update) -> {
            try {
                checked.check(catalog, update);
                return Optional.empty();
            } catch (RefusedException e) {
                return Optional.of(e.refusal());
            }
        };
    }

    /** A check that throws where the rule is broken. */
    @FunctionalInterface
    interface Checked {
        /** Throws a {@link RefusedException} where the rule is broken. */
        void check(Catalog catalog, CellUpdate update);
    }
}
