package dev.ducksheet.planted.queue.redis;

/** Breaks no rule: {@link ProvenByContract} stands beside it. */
public final class QueueWithAContractTest implements dev.ducksheet.planted.core.port.out.KeepSomething {}
