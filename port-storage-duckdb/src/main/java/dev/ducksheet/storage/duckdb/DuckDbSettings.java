package dev.ducksheet.storage.duckdb;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * How a workbook's file is run.
 *
 * @param threads that DuckDB computes with, readers and writer together
 * @param memoryLimit beyond which DuckDB spills to a folder beside the file, such as {@code 2GB}; empty for DuckDB's
 *     default, a share of the machine's memory
 * @param checkpointThreshold the size of the write-ahead log, such as {@code 64MB}, at which a commit also checkpoints:
 *     the larger, the rarer and the longer the pause
 * @param rowCache which tables' rows the writer keeps in the JVM's memory
 * @param readers how many idle read connections are kept; more are opened when more are needed
 * @param queries what users' queries may take
 * @param keyRetention how long an idempotency key is kept, at least a day
 * @param logRetention how long changes and outcomes are kept, at least as long as the keys; empty for ever
 * @param history how much is kept of what cells and rows were before, so that it can be told and taken back
 * @param epochs gives a new workbook the name of its history: 1 to 32 small letters and digits
 */
public record DuckDbSettings(
        int threads,
        Optional<String> memoryLimit,
        String checkpointThreshold,
        RowCaching rowCache,
        int readers,
        QueryLimits queries,
        Duration keyRetention,
        Optional<Duration> logRetention,
        History history,
        Supplier<String> epochs) {

    private static final Pattern SIZE =
            Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,3})? ?([KMGT]i?)?B", Pattern.CASE_INSENSITIVE);
    private static final int EPOCH_LENGTH = 8;

    /**
     * Which tables' rows the writer keeps in memory: those edited cell by cell.
     *
     * @param bytes about how much they may take; 0 for no table at all
     * @param batches a table is read into memory by the so-manieth batch that edits it
     */
    public record RowCaching(long bytes, int batches) {
        /** Refuses what makes no sense. */
        public RowCaching {
            if (bytes < 0) {
                throw new IllegalArgumentException("rowCache.bytes is 0 or more, not " + bytes);
            }
            requirePositive("rowCache.batches", batches);
        }
    }

    /**
     * What users' queries may take.
     *
     * @param atOnce how many run at once; others wait for a moment, then they are told to come back
     * @param memory the bytes that all of them together may hold beside the tables' pages; who takes more is cut off
     */
    public record QueryLimits(int atOnce, long memory) {
        private static final long LEAST = 64L << 20;

        /** Refuses what makes no sense. */
        public QueryLimits {
            requirePositive("queries.atOnce", atOnce);
            if (memory < LEAST) {
                throw new IllegalArgumentException("queries.memory is at least " + LEAST + " bytes, not " + memory);
            }
        }
    }

    /**
     * How much is kept of what cells and rows were before. What is older is forgotten now and then, by the clock and the
     * versions of the decisions.
     *
     * @param age how long the images of a version are kept
     * @param versions of how many versions they are kept; 0 for none at all
     */
    public record History(Duration age, long versions) {
        /** Thirty days, however many versions that are. */
        public static final History BY_DEFAULT = new History(Duration.ofDays(30), Long.MAX_VALUE);

        /** Everything, for a century. */
        public static final History ALL = new History(Duration.ofDays(36_500), Long.MAX_VALUE);

        /** Nothing. */
        public static final History NONE = new History(Duration.ZERO, 0);

        /** Refuses what makes no sense. */
        public History {
            if (age.isNegative() || versions < 0) {
                throw new IllegalArgumentException(
                        "history is kept for an age of 0 or more, of 0 versions or more, not " + age + ", " + versions);
            }
        }

        boolean isKept() {
            return versions > 0 && !age.isZero();
        }
    }

    /** Refuses what DuckDB would refuse, and retentions that would forget a key too early. */
    public DuckDbSettings {
        requirePositive("threads", threads);
        requirePositive("readers", readers);
        memoryLimit.ifPresent(limit -> requireSize("memoryLimit", limit));
        requireSize("checkpointThreshold", checkpointThreshold);
        var keys = keyRetention;
        if (keys.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("keyRetention is at least a day, not " + keys);
        }
        logRetention.filter(log -> log.compareTo(keys) < 0).ifPresent(log -> {
            throw new IllegalArgumentException("logRetention " + log + " is shorter than keyRetention " + keys);
        });
    }

    /** Returns the defaults. */
    public static DuckDbSettings defaults(RandomGenerator random) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new DuckDbSettings(
                processors,
                Optional.empty(),
                "64MB",
                new RowCaching(Runtime.getRuntime().maxMemory() / 4, 4),
                Math.max(2, processors),
                new QueryLimits(Math.max(1, processors / 2), Math.max(512L << 20, machineMemory() / 8)),
                Duration.ofDays(7),
                Optional.empty(),
                History.BY_DEFAULT,
                () -> epoch(random));
    }

    /** Returns these settings with another cache. */
    public DuckDbSettings caching(RowCaching caching) {
        return new DuckDbSettings(
                threads,
                memoryLimit,
                checkpointThreshold,
                caching,
                readers,
                queries,
                keyRetention,
                logRetention,
                history,
                epochs);
    }

    /** Returns these settings with another history. */
    public DuckDbSettings keeping(History other) {
        return new DuckDbSettings(
                threads,
                memoryLimit,
                checkpointThreshold,
                rowCache,
                readers,
                queries,
                keyRetention,
                logRetention,
                other,
                epochs);
    }

    private static long machineMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String epoch(RandomGenerator random) {
        var epoch = new StringBuilder();
        while (epoch.length() < EPOCH_LENGTH) {
            epoch.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
        }
        return epoch.toString();
    }

    private static void requirePositive(String name, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " is at least 1, not " + number);
        }
    }

    private static void requireSize(String name, String size) {
        if (!SIZE.matcher(size).matches()) {
            throw new IllegalArgumentException(name + " is a size such as 512MB or 2GiB, not '" + size + "'");
        }
    }
}
