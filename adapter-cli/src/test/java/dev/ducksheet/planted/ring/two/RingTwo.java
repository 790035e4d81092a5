package dev.ducksheet.planted.ring.two;

/** Breaks rule 6 together with its other half. */
public record RingTwo(dev.ducksheet.planted.ring.one.RingOne other) {}
