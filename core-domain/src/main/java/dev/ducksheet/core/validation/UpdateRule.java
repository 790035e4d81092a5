package dev.ducksheet.core.validation;

/** One thing that must be true of every update. */
@FunctionalInterface
interface UpdateRule {

    /**
     * Settles the part of the draft that the rule is about; earlier rules of {@link UpdateRules#ALL} hold already.
     *
     * @throws RefusedException if the update breaks the rule
     */
    void check(Draft draft);
}
