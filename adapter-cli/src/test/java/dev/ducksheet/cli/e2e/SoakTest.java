package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole installation under steady load for a while: its memory does not grow, and nor do its streams.
 *
 * <p>{@code -Dducksheet.soak.minutes=30} has it take longer than a minute.
 */
class SoakTest {
    private static final Duration SPAN = Duration.ofMinutes(Long.getLong("ducksheet.soak.minutes", 1));
    private static final long BETWEEN_SAMPLES = TimeUnit.SECONDS.toNanos(1);
    private static final int SAMPLES_OF_A_LOAD = 8;
    private static final int THINK_MILLIS = 20;

    /** What the last quarter's median may be above the second's, as a share of it. */
    private static final double GROWTH = 1.1;

    /** What each of the newest 10,000 changes may take in bytes, as long as they are not yet so many. */
    private static final long CHANGE_IN_A_HEAP = 12 << 10;

    private static final long CHANGE_IN_REDIS = 3 << 10;

    /** What a collection finds more or less of, in bytes. */
    private static final long NOISE = 4 << 20;

    /** What the writer has not yet decided, and the whole nodes of a hundred that trimming leaves. */
    private static final long REQUESTS = 1_000;

    private static final long RESPONSES = 10_000 + 200;

    private final long seed = Long.getLong("ducksheet.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<Sample> samples = new ArrayList<>();

    @TempDir
    private Path folder;

    /** The installation at one moment; memory in bytes. */
    private record Sample(long writer, long api, long redis, long requests, long responses) {
        static Sample of(Cluster cluster) {
            return new Sample(
                    cluster.writer().heap(),
                    cluster.api().heap(),
                    number(cluster, "MEMORY", "STATS"),
                    length(cluster, "request_duck"),
                    length(cluster, "response_duck"));
        }

        private static long length(Cluster cluster, String stream) {
            return (Long) cluster.redis().command("XLEN", stream);
        }

        /** Returns what Redis has allocated at present. */
        private static long number(Cluster cluster, String... command) {
            var stats = (List<?>) cluster.redis().command(command);
            return (Long) stats.get(stats.indexOf("total.allocated") + 1);
        }
    }

    @Test
    void memory_and_streams_stay_as_they_are_under_steady_load() throws Exception {
        System.out.println("SoakTest: -Dducksheet.seed=" + seed + " -Dducksheet.soak.minutes=" + SPAN.toMinutes());
        try (var cluster = new Cluster(folder, Verdict.ofALongHistory(Cluster.TREE))) {
            long end = System.nanoTime() + SPAN.toNanos();
            while (System.nanoTime() < end) {
                loadAndSample(cluster);
            }
            System.out.println("SoakTest: " + cluster.checked() + " versions; " + summary());
        }
        assertFlat("the writer's heap", Sample::writer, CHANGE_IN_A_HEAP);
        assertFlat("an API server's heap", Sample::api, CHANGE_IN_A_HEAP);
        assertFlat("Redis' memory", Sample::redis, CHANGE_IN_REDIS);
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.requests()).isLessThanOrEqualTo(REQUESTS);
            assertThat(sample.responses()).isLessThanOrEqualTo(RESPONSES);
        });
    }

    private void loadAndSample(Cluster cluster) throws InterruptedException {
        try (var load = cluster.load(random.split(), THINK_MILLIS)) {
            for (int i = 0; i < SAMPLES_OF_A_LOAD; i++) {
                long next = System.nanoTime() + BETWEEN_SAMPLES;
                load.awaitEach(1);
                samples.add(Sample.of(cluster));
                LockSupport.parkNanos(next - System.nanoTime());
            }
            cluster.judge(load);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + cluster.complaints(), e);
        }
    }

    private void assertFlat(String what, ToLongFunction<Sample> of, long ofAChange) {
        long second = median(1, of);
        long changes = median(3, Sample::responses) - median(1, Sample::responses);
        assertThat(median(3, of))
                .as(what + ", with the median of the second quarter at " + second + " bytes and " + changes
                        + " changes more to keep in the last")
                .isLessThanOrEqualTo((long) (second * GROWTH) + NOISE + Math.max(0, changes) * ofAChange);
    }

    private long median(int quarter, ToLongFunction<Sample> of) {
        var values = samples.subList(samples.size() * quarter / 4, samples.size() * (quarter + 1) / 4).stream()
                .mapToLong(of)
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private String summary() {
        return "medians of the second and last quarter in KiB: writer " + kibibytes(Sample::writer) + ", API server "
                + kibibytes(Sample::api) + ", Redis " + kibibytes(Sample::redis) + "; longest request_duck "
                + most(Sample::requests) + ", response_duck " + most(Sample::responses);
    }

    private String kibibytes(ToLongFunction<Sample> of) {
        return median(1, of) / 1024 + " and " + median(3, of) / 1024;
    }

    private long most(ToLongFunction<Sample> of) {
        return samples.stream().mapToLong(of).max().orElseThrow();
    }
}
