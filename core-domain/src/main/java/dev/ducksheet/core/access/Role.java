package dev.ducksheet.core.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much somebody may do; each role may all that the one before may. What that is, {@link Permission} says. */
public enum Role {
    /** Reads. */
    READER,
    /** Reads and edits. */
    EDITOR,
    /** Reads, edits, defines tables and rollups, gives keys. */
    ADMIN;

    /** What may be written for a role, with commas between. */
    public static final String NAMES = Stream.of(values()).map(Role::wireName).collect(Collectors.joining(", "));

    /** Says whether this role may all that {@code other} may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** Returns the name on the wire, such as {@code reader}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #wireName} writes. */
    public static Optional<Role> named(String name) {
        return Stream.of(values()).filter(role -> role.wireName().equals(name)).findFirst();
    }
}
