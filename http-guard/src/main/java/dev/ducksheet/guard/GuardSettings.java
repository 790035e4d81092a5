package dev.ducksheet.guard;

import java.time.Duration;

/**
 * How far a client goes.
 *
 * @param policy where to
 * @param connecting how long it waits for a connection, its TLS too
 * @param idle how long it waits for the next byte
 * @param total how long one exchange may take
 * @param agent what the other side is told of the client
 */
public record GuardSettings(AddressPolicy policy, Duration connecting, Duration idle, Duration total, String agent) {}
