package dev.ducksheet.queue.redis;

import java.util.Comparator;

/** The id of a stream's entry: {@code <milliseconds>-<sequence>}. */
record EntryId(long time, long sequence) implements Comparable<EntryId> {
    /** Before the first entry. */
    static final EntryId ZERO = new EntryId(0, 0);

    private static final Comparator<EntryId> ORDER =
            Comparator.comparingLong(EntryId::time).thenComparing(EntryId::sequence, Long::compareUnsigned);

    /** Reads what Redis writes. */
    static EntryId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("no id of a stream's entry: '" + text + "'");
        }
        return new EntryId(Long.parseLong(text.substring(0, dash)), Long.parseUnsignedLong(text.substring(dash + 1)));
    }

    boolean isAfter(EntryId other) {
        return compareTo(other) > 0;
    }

    /** Returns the greatest id that is less. */
    EntryId previous() {
        return sequence == 0 ? new EntryId(time - 1, -1) : new EntryId(time, sequence - 1);
    }

    @Override
    public int compareTo(EntryId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return time + "-" + Long.toUnsignedString(sequence);
    }
}
