package dev.ducksheet.core.port.in;

import dev.ducksheet.core.access.Access;
import java.util.Optional;

/** Tells what the holder of a key may do. Thread-safe, does not block, and costs a hash and a look-up. */
public interface CheckKeys {

    /**
     * Returns what the holder of this secret may do, and notes that the key was used; empty if no key in force has it.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the keys are not known yet
     */
    Optional<Access> access(String secret);

    /** Says whether an access that was given is still good: its key is neither revoked nor expired. */
    boolean isGood(Access access);
}
