package dev.ducksheet.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long the rounds of one contender took, in nanoseconds, ascending. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Timing(String name, long[] nanos) {

    /** What is timed. */
    record Contender(String name, Round round) {}

    /** One round of a contender: what comes before and after the measured part is not counted. */
    @FunctionalInterface
    interface Round {
        /** Returns the nanoseconds that the measured part took. */
        long run() throws Exception;
    }

    /** Something whose whole time counts. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    static Round of(Action action) {
        return () -> {
            long start = System.nanoTime();
            action.run();
            return System.nanoTime() - start;
        };
    }

    /** Runs the contenders in turns, so that whatever else the machine does hits them alike; in their order. */
    static List<Timing> inTurns(int warmUp, int rounds, List<Contender> contenders) throws Exception {
        var nanos = new long[contenders.size()][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < nanos.length; i++) {
                long took = contenders.get(i).round().run();
                if (round >= 0) {
                    nanos[i][round] = took;
                }
            }
        }
        var timings = new ArrayList<Timing>();
        for (int i = 0; i < nanos.length; i++) {
            Arrays.sort(nanos[i]);
            timings.add(new Timing(contenders.get(i).name(), nanos[i]));
        }
        return timings;
    }

    /** Returns how many times as long as {@code floor} this took. */
    double times(Timing floor) {
        return medianMillis() / floor.medianMillis();
    }

    double medianMillis() {
        return nanos[nanos.length / 2] / 1e6;
    }

    double leastMillis() {
        return nanos[0] / 1e6;
    }

    double mostMillis() {
        return nanos[nanos.length - 1] / 1e6;
    }
}
