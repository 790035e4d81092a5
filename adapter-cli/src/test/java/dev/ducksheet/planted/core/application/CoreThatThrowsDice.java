package dev.ducksheet.planted.core.application;

/** Breaks rule 5. */
public final class CoreThatThrowsDice {
    public java.util.Random dice() {
        return new java.util.Random();
    }
}
