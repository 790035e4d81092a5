package dev.ducksheet.queue.redis;

/**
 * On how many disks an accepted request must be before that is said, by {@code WAITAOF} of Redis 7.2 and newer.
 *
 * @param local 1 for the disk of the server that is appended to, 0 for none
 * @param replicas on how many disks of its replicas besides
 */
public record AofWait(int local, int replicas) {
    /** Redis' word is enough; how good it is depends on its {@code appendfsync}. */
    public static final AofWait OFF = new AofWait(0, 0);

    /** Refuses what Redis would. */
    public AofWait {
        if (local < 0 || local > 1 || replicas < 0 || replicas > local * 100) {
            throw new IllegalArgumentException(
                    "waits for its own disk, and then for up to 100 replicas besides, not for " + local + " and "
                            + replicas);
        }
    }

    /** Returns the wait for the disk of the server itself and of so many replicas. */
    public static AofWait local(int replicas) {
        return new AofWait(1, replicas);
    }

    boolean isOff() {
        return local == 0;
    }
}
