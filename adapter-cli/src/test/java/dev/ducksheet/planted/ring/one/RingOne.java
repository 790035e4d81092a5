package dev.ducksheet.planted.ring.one;

/** Breaks rule 6 together with its other half. */
public record RingOne(dev.ducksheet.planted.ring.two.RingTwo other) {}
