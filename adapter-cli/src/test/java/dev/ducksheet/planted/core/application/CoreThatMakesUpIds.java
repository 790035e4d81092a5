package dev.ducksheet.planted.core.application;

/** Breaks rule 5. */
public final class CoreThatMakesUpIds {
    public java.util.function.Supplier<java.util.UUID> ids() {
        return java.util.UUID::randomUUID;
    }
}
