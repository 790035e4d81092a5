package dev.ducksheet.core.access;

/**
 * What can be allowed, with the least role that is allowed it: the one table of who may do what. Where it is said,
 * somebody who may see only some tables or rows may not, whatever the role.
 */
public enum Permission {
    /** Sees sheets, rows, changes, holds, and what became of requests. */
    READ(Role.READER, false, "read"),
    /** Asks in SQL, which could ask for any table. */
    QUERY(Role.READER, true, "run queries"),
    /** Sees what is measured of the server, by everybody's requests. */
    MONITOR(Role.READER, true, "see metrics"),
    /** Edits cells and totals, changes rows, places and lifts holds, tries an edit without doing it. */
    EDIT(Role.EDITOR, false, "edit"),
    /** Saves and drops queries, which could ask for any table. */
    SAVE_QUERIES(Role.EDITOR, true, "save queries"),
    /** Takes versions back, which could have touched any table. */
    UNDO(Role.EDITOR, true, "take versions back"),
    /** Creates, alters and drops tables and rollups. */
    DEFINE(Role.ADMIN, true, "change tables and rollups"),
    /** Lists, makes and revokes keys. */
    MANAGE_KEYS(Role.ADMIN, true, "manage keys"),
    /** Makes webhooks, which tell of everything to whoever is at an address, and sees what became of their messages. */
    MANAGE_WEBHOOKS(Role.ADMIN, true, "manage webhooks");

    private final Role least;
    private final boolean ofWhole;
    private final String words;

    Permission(Role least, boolean ofWhole, String words) {
        this.least = least;
        this.ofWhole = ofWhole;
        this.words = words;
    }

    /** Returns the least role that may. */
    public Role least() {
        return least;
    }

    /** Says whether only those may who may see the whole workbook. */
    public boolean isOfWhole() {
        return ofWhole;
    }

    /** Returns what is allowed, as a sentence goes on after "may". */
    public String words() {
        return words;
    }
}
