package dev.ducksheet.planted.testkit;

/** The contract of a port. */
public abstract class KeepSomethingContract {}
