package dev.ducksheet.bench;

/** One thing that is measured beside its floor, in one run. */
@FunctionalInterface
interface Scenario {
    void run(Report report) throws Exception;
}
