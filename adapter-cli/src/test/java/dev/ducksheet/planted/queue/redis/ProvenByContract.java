package dev.ducksheet.planted.queue.redis;

/** The contract test that an adapter owes. */
public final class ProvenByContract extends dev.ducksheet.planted.testkit.KeepSomethingContract {}
