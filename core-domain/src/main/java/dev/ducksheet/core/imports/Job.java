package dev.ducksheet.core.imports;

import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One import, and how far it has come.
 *
 * @param editor who asked for it
 * @param idempotency whether the same may be asked for again
 * @param resumable whether a file that was cut off may go on, by the tus protocol or as it is fetched
 * @param whole whether all of the file is there
 * @param revision grows with every change that is told, also over restarts
 * @param percent of all that is to be done; never falls
 * @param received bytes of the file that are there
 * @param mark what the place that the file is fetched from says of its state; nothing if it does not, or if it is sent
 * @param rowsPerSecond how fast the file was read
 * @param counts what became of the rows, as far as is known
 * @param reason why it failed
 * @param merge the request that merges it, as soon as there is one; its outcome decides
 * @param version in which it was merged
 * @param createdAt when it began
 * @param changedAt when it came to its state
 */
public record Job(
        UpdateId id,
        ImportSpec spec,
        String editor,
        Idempotency idempotency,
        boolean resumable,
        boolean whole,
        JobState state,
        long revision,
        int percent,
        long received,
        Optional<String> mark,
        long rowsPerSecond,
        RowCounts counts,
        Optional<String> reason,
        Optional<UpdateId> merge,
        Optional<Version> version,
        Instant createdAt,
        Instant changedAt) {

    /** The share of the file's coming in, in percent of a whole job. */
    public static final int RECEIVED = 30;

    /** Where the file is read, in percent of a whole job. */
    public static final int PARSED = 85;

    /** Returns a job whose file is about to come. */
    public static Job created(UpdateId id, ImportSpec spec, Signature signature, boolean resumable, Instant at) {
        return new Job(
                id,
                spec,
                signature.editor(),
                signature.idempotency(),
                resumable,
                false,
                JobState.RECEIVING,
                at.toEpochMilli(),
                0,
                0,
                Optional.empty(),
                0,
                RowCounts.none(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    /** Says whether what was asked for never came: a file that did not come whole, and will not. */
    public boolean cameToNothing() {
        return state == JobState.FAILED && !whole;
    }

    /** Returns the job in another state. */
    public Job to(JobState next, Instant at) {
        int reached = switch (next) {
            case RECEIVING -> 0;
            case WAITING, PARSING -> RECEIVED;
            case MERGING -> PARSED;
            case DONE -> 100;
            case FAILED, CANCELLED -> percent;
        };
        return with(next, Math.max(percent, reached), received, rowsPerSecond, counts, reason, merge, version, at);
    }

    /** Returns the job with more of its file there. */
    public Job received(long bytes) {
        int reached = spec.size().isPresent() && spec.size().getAsLong() > 0
                ? (int) Math.min(RECEIVED, RECEIVED * bytes / spec.size().getAsLong())
                : percent;
        return with(state, Math.max(percent, reached), bytes, rowsPerSecond, counts, reason, merge, version, changedAt);
    }

    /**
     * Returns the job whose file is about to come from the place that it is fetched from.
     *
     * @param offset how many bytes stay that are there
     * @param known its size, if it is known
     * @param itsMark as the place says it
     */
    public Job fetchedFrom(long offset, OptionalLong known, Optional<String> itsMark) {
        return of(spec.sized(known), itsMark).received(offset);
    }

    private Job of(ImportSpec asked, Optional<String> itsMark) {
        return new Job(
                id,
                asked,
                editor,
                idempotency,
                resumable,
                whole,
                state,
                revision,
                percent,
                received,
                itsMark,
                rowsPerSecond,
                counts,
                reason,
                merge,
                version,
                createdAt,
                changedAt);
    }

    /**
     * Returns the job with more of its file read.
     *
     * @param rows so far
     * @param share of the file, from 0 to 1
     * @param perSecond rows
     */
    public Job read(long rows, double share, long perSecond) {
        int reached = RECEIVED + (int) ((PARSED - RECEIVED) * Math.min(1, Math.max(0, share)));
        var read = new RowCounts(Math.max(rows, counts.read()), 0, 0, 0, 0, 0, 0);
        return with(state, Math.max(percent, reached), received, perSecond, read, reason, merge, version, changedAt);
    }

    /** Returns the job with what is known of its rows. */
    public Job counted(RowCounts known) {
        return with(state, percent, received, rowsPerSecond, known, reason, merge, version, changedAt);
    }

    /** Returns the job with the request that merges it. */
    public Job mergedBy(UpdateId request) {
        return with(state, percent, received, rowsPerSecond, counts, reason, Optional.of(request), version, changedAt);
    }

    /** Returns the job, merged in a version. */
    public Job doneIn(Version merged, RowCounts known, Instant at) {
        return counted(known).to(JobState.DONE, at).in(merged);
    }

    private Job in(Version merged) {
        return with(state, percent, received, rowsPerSecond, counts, reason, merge, Optional.of(merged), changedAt);
    }

    /** Returns the job as one that came to nothing. */
    public Job failed(String why, Instant at) {
        return with(JobState.FAILED, percent, received, rowsPerSecond, counts, Optional.of(why), merge, version, at);
    }

    /** Returns the job as one that begins once more with what it has of its file. */
    public Job again(Instant at) {
        return new Job(
                id,
                spec,
                editor,
                idempotency,
                resumable,
                whole,
                whole ? JobState.WAITING : JobState.RECEIVING,
                Math.max(revision + 1, at.toEpochMilli()),
                whole ? RECEIVED : 0,
                received,
                mark,
                0,
                RowCounts.none(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                createdAt,
                at);
    }

    private Job with(
            JobState nextState,
            int nextPercent,
            long nextReceived,
            long nextRate,
            RowCounts nextCounts,
            Optional<String> nextReason,
            Optional<UpdateId> nextMerge,
            Optional<Version> nextVersion,
            Instant at) {
        return new Job(
                id,
                spec,
                editor,
                idempotency,
                resumable,
                whole || nextState == JobState.WAITING,
                nextState,
                revision + 1,
                nextPercent,
                nextReceived,
                mark,
                nextRate,
                nextCounts,
                nextReason,
                nextMerge,
                nextVersion,
                createdAt,
                at);
    }
}
