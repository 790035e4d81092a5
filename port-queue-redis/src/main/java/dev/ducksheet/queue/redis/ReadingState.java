package dev.ducksheet.queue.redis;

import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.out.FileReaders.Reading;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import java.util.Locale;

/** How far an order is: a value in the hash {@code ducksheet:readings}. */
sealed interface ReadingState {
    /** Nobody has begun. */
    record Waiting() implements ReadingState {}

    /**
     * A reader is at it.
     *
     * @param rows read so far
     * @param share of the file, from 0 to 1
     */
    record Begun(long rows, double share) implements ReadingState {}

    /** It is read. */
    record Done(Reading reading) implements ReadingState {}

    /** It was not to be read. */
    record Failed(Cause cause, String reason) implements ReadingState {
        static Failed of(Throwable failure) {
            var reason = String.valueOf(failure.getMessage());
            if (failure instanceof UnreadableException) {
                return new Failed(Cause.UNREADABLE, reason);
            } else if (failure instanceof RowFiles.NoSpaceException) {
                return new Failed(Cause.NO_SPACE, reason);
            } else if (failure instanceof PortUnavailableException) {
                return new Failed(Cause.AWAY, reason);
            }
            return new Failed(Cause.BUG, failure.toString());
        }

        /** Returns what the reader met, as if it were met here. */
        RuntimeException exception() {
            return switch (cause) {
                case UNREADABLE -> new UnreadableException(reason);
                case NO_SPACE -> new RowFiles.NoSpaceException(reason, new IllegalStateException("at a reader"));
                case AWAY -> new PortUnavailableException(reason);
                case BUG -> new IllegalStateException("at a reader, whose log has it: " + reason);
            };
        }
    }

    /** Why a file was not to be read. */
    enum Cause {
        /** It is of no use to try again. */
        UNREADABLE,
        /** There was no room for what was read. */
        NO_SPACE,
        /** The reader did not get at the file. */
        AWAY,
        /** The reader met a bug. */
        BUG
    }

    /** Returns it in JSON. */
    default String encode() {
        var json = WireJson.object();
        if (this instanceof Begun begun) {
            json.put("state", "reading").put("rows", begun.rows()).put("share", begun.share());
        } else if (this instanceof Done done) {
            json.put("state", "done").put("attempt", done.reading().attempt());
            var counts = json.putObject("counts");
            done.reading().counts().byName().forEach(counts::put);
        } else if (this instanceof Failed failed) {
            json.put("state", "failed")
                    .put("cause", failed.cause().name().toLowerCase(Locale.ROOT))
                    .put("reason", failed.reason());
        } else {
            json.put("state", "waiting");
        }
        return WireJson.text(json);
    }

    /** Reads what {@link #encode} writes. */
    static ReadingState decode(String text) {
        var json = WireJson.parse("reading", text);
        String state = WireJson.text(json, "state");
        return switch (state) {
            case "waiting" -> new Waiting();
            case "reading" ->
                new Begun(WireJson.number(json, "rows"), json.path("share").asDouble());
            case "done" ->
                new Done(new Reading(
                        WireJson.text(json, "attempt"),
                        RowCounts.from(name -> WireJson.number(json.path("counts"), name))));
            case "failed" ->
                new Failed(
                        Cause.valueOf(WireJson.text(json, "cause").toUpperCase(Locale.ROOT)),
                        WireJson.text(json, "reason"));
            default -> throw new UndecodableException("\"state\" is '" + state + "', which is none of a reading");
        };
    }
}
