package dev.ducksheet.planted.core.application;

/** Breaks rule 5 through a method reference. */
public final class CoreThatPassesTheClockOn {
    public java.util.function.LongSupplier clock() {
        return System::currentTimeMillis;
    }
}
