package dev.ducksheet.core.access;

import dev.ducksheet.core.model.Catalog;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the one who asks may do: the value that a use case is asked with.
 *
 * @param id tells two who ask apart, for what belongs to one of them; empty for everybody
 * @param name for the change log
 */
public record Access(String id, String name, Role role, Scope scope) {

    private static final Access OPEN = new Access("", "", Role.ADMIN, Scope.whole());

    /** Returns the access of everybody to an open workbook; who edits names himself. */
    public static Access open() {
        return OPEN;
    }

    /** Says whether this is the access of everybody to an open workbook. */
    public boolean isOpen() {
        return equals(OPEN);
    }

    /** Says whether no sheet and no row is closed. */
    public boolean isWhole() {
        return scope instanceof Scope.Whole;
    }

    /** Returns why something is not allowed, in a sentence that names what is missing; or nothing. */
    public Optional<String> objection(Permission permission) {
        if (!role.includes(permission.least())) {
            return Optional.of("the role " + role.wireName() + " may not " + permission.words()
                    + "; that takes the role " + permission.least().wireName());
        }
        return permission.isOfWhole() && !isWhole()
                ? Optional.of("a key with a list of tables may not " + permission.words()
                        + "; that takes one for the whole workbook")
                : Optional.empty();
    }

    /**
     * Returns the leaves that this access reaches in a sheet: a condition over the columns of a table or view, or over
     * the levels and axes of a rollup. Nothing of it is bound to the columns' types.
     */
    public Reach reach(Catalog catalog, String sheet) {
        if (!(scope instanceof Scope.Listed listed)) {
            return Reach.all();
        }
        return listed.grants().stream()
                .filter(grant -> grant.sheet().equals(sheet))
                .findFirst()
                .map(grant -> new Reaches(this, catalog).of(grant))
                .orElseGet(() -> closed(listed, sheet));
    }

    private static Reach closed(Scope.Listed listed, String sheet) {
        return new Reach.None("this key may not use table '" + sheet + "'; it may use "
                + listed.grants().stream().map(Grant::sheet).sorted().collect(Collectors.joining(", ")));
    }
}
