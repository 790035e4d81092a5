package dev.ducksheet.planted.core.application;

/** Breaks rule 5. */
public final class CoreThatLooksAtTheClock {
    public java.time.Instant now() {
        return java.time.Instant.now();
    }
}
