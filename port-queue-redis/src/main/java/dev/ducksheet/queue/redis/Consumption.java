package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one consumer's way through the stream of requests. Whatever happened to a connection, to Redis or to the batch, it
 * goes on from a place of its own: it lets the group go back there, so that what was delivered and not decided comes
 * again, in order, before what is newer. Used by the writer's thread.
 */
final class Consumption {
    static final String GROUP = "ducksheet";

    private static final System.Logger LOG = System.getLogger(Consumption.class.getName());
    private static final String CONSUMER = "writer";
    private static final int CLAIM = 1000;

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final Lease lease;
    private final RandomGenerator random;
    private final String epoch;
    private final Runnable rewound;
    private StreamPosition last = StreamPosition.START;
    private EntryId left = EntryId.ZERO;
    private Connections.@Nullable Link link;

    /**
     * Reads nothing yet.
     *
     * @param epoch of the workbook when it was opened
     * @param rewound is told whenever this finds out anew what became of Redis
     */
    Consumption(
            Connections connections,
            RedisSettings settings,
            Lease lease,
            RandomGenerator random,
            String epoch,
            Runnable rewound) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.lease = lease;
        this.random = random;
        this.epoch = epoch;
        this.rewound = rewound;
    }

    /** Goes on after {@code position}, with the next reading. */
    void goOnAfter(StreamPosition position) {
        last = position;
        disconnect();
    }

    /** Finds the way on after {@code position} at once, so that the first reading is told nothing new. */
    void openAfter(StreamPosition position) throws InterruptedException {
        goOnAfter(position);
        var unused = connected();
    }

    /** Returns the incarnation of the stream that is read, once it was read. */
    String incarnation() {
        return last.incarnation();
    }

    /** Returns the newest entry that was delivered and not decided when the way on was found; zero if there is none. */
    EntryId left() {
        return left;
    }

    /** Returns the last place that was delivered. */
    StreamPosition last() {
        return last;
    }

    void disconnect() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    /**
     * Reads what follows, waiting at most {@code patience} for the first.
     *
     * @throws PortUnavailableException if Redis is away or another has taken over; the next reading starts anew
     */
    @SuppressWarnings("unchecked") // Lettuce takes the streams as an array of a generic type
    List<StreamMessage<String, String>> read(int max, Duration patience) throws InterruptedException {
        boolean read = false;
        try {
            lease.require();
            var connected = connected();
            var args = new XReadArgs().count(max);
            if (!patience.isZero()) {
                args.block(Math.max(1, patience.toMillis()));
            }
            RedisFuture<List<StreamMessage<String, String>>> answer = connected
                    .commands()
                    .xreadgroup(Consumer.from(GROUP, CONSUMER), args, StreamOffset.lastConsumed(keys.requests()));
            var messages = Failures.await(
                    answer, patience.toMillis() + settings.timeout().toMillis());
            lease.require(); // a process that stood still meanwhile must not apply what another may have applied
            read = true;
            return advance(messages);
        } finally {
            if (!read) {
                disconnect(); // what was delivered into it must come again
            }
        }
    }

    private List<StreamMessage<String, String>> advance(List<StreamMessage<String, String>> messages) {
        if (!messages.isEmpty()) {
            String id = messages.get(messages.size() - 1).getId();
            last = new StreamPosition(last.incarnation(), EntryId.parse(id));
        }
        return messages;
    }

    private Connections.Link connected() throws InterruptedException {
        if (link != null && link.isOpen()) {
            return link;
        }
        var fresh = connections.connect();
        try {
            rewind();
        } catch (RuntimeException | InterruptedException e) {
            fresh.close();
            throw e;
        }
        link = fresh;
        return fresh;
    }

    /** Finds out what became of the stream, and lets the group go on from where this consumer is. */
    private void rewind() throws InterruptedException {
        lease.confirm();
        var commands = connections.shared();
        String run = String.valueOf(
                await(commands.<String>eval(Scripts.RUN, ScriptOutputType.VALUE, new String[] {keys.state()})));
        var state = await(commands.hmget(keys.state(), "incarnation", "run"));
        Optional<String> incarnation = Optional.ofNullable(state.get(0).getValueOrElse(null));
        boolean sameRun = run.equals(state.get(1).getValueOrElse(null));
        var newest = newest();
        var place = place(incarnation, sameRun, newest);
        var least = incarnation.isPresent()
                        && incarnation.get().equals(last.incarnation())
                        && last.entry().isAfter(newest)
                ? last.entry().toString()
                : "";
        await(commands.<Long>eval(
                Scripts.REWIND,
                ScriptOutputType.INTEGER,
                new String[] {keys.lease(), keys.state(), keys.requests()},
                lease.token(),
                GROUP,
                place.incarnation(),
                run,
                place.entry().toString(),
                least));
        settlePending(place);
        last = place;
        rewound.run();
    }

    /** Decides where to go on, and says what is out of the ordinary. */
    private StreamPosition place(Optional<String> incarnation, boolean sameRun, EntryId newest)
            throws InterruptedException {
        if (incarnation.isEmpty()) {
            if (!last.equals(StreamPosition.START)) {
                LOG.log(
                        Level.WARNING,
                        "Redis was emptied or restored to a state before this workbook used it: everything that is in"
                                + " {0} is read, and what the workbook has already is not applied again",
                        keys.requests());
            }
            return new StreamPosition(WriterIdentity.word(random), EntryId.ZERO);
        }
        if (!incarnation.get().equals(last.incarnation())) {
            if (!last.equals(StreamPosition.START)) {
                LOG.log(
                        Level.WARNING,
                        "the workbook''s position is of another life of {0}, which was emptied or restored since:"
                                + " everything that is in it is read, and what the workbook has already is not applied"
                                + " again",
                        keys.requests());
            }
            return new StreamPosition(
                    incarnation.get(), last.equals(StreamPosition.START) ? beginning() : EntryId.ZERO);
        }
        if (last.entry().isAfter(newest)) {
            LOG.log(
                    Level.WARNING,
                    "Redis has lost the end of {0}, from after {1} to {2}: everything that is in it is read, and what"
                            + " the workbook has already is not applied again; new entries come after {2}",
                    keys.requests(),
                    newest,
                    last.entry());
            return new StreamPosition(last.incarnation(), EntryId.ZERO);
        }
        if (!sameRun) { // it may have lost entries that others replaced
            warnOfAnotherRun();
            return new StreamPosition(last.incarnation(), EntryId.ZERO);
        }
        warnIfTrimmed();
        return last;
    }

    private void warnOfAnotherRun() throws InterruptedException {
        LOG.log(
                Level.WARNING,
                (last.entry().equals(EntryId.ZERO) || isThere(last.entry())
                                ? "Redis is another process than before, after a restart or a failover"
                                : "Redis has lost the end of {0}, up to {1}, and got new entries since")
                        + ": everything that is in {0} is read, and what the workbook has already is not applied again;"
                        + " which requests it lost before they were read, if any, nobody can say",
                keys.requests(),
                last.entry());
    }

    /** Says whether an entry is in the stream, or was until this consumer took it out. */
    private boolean isThere(EntryId entry) throws InterruptedException {
        String id = entry.toString();
        return id.equals(await(connections.shared().hget(keys.state(), "moved")))
                || !await(connections.shared().xrange(keys.requests(), Range.create(id, id)))
                        .isEmpty();
    }

    /** A workbook that was never on this stream does not get what another one has applied already. */
    private EntryId beginning() throws InterruptedException {
        var state = await(connections.shared().hmget(keys.state(), "epoch", "applied"));
        String applied = state.get(1).getValueOrElse("0-0");
        if (epoch.equals(state.get(0).getValueOrElse(epoch)) || applied.equals("0-0")) {
            return EntryId.ZERO;
        }
        LOG.log(
                Level.WARNING,
                "another workbook was on {0} before: this one begins after what that one has applied, after {1}",
                keys.requests(),
                applied);
        return EntryId.parse(applied);
    }

    /** The workbook may be older than the stream: then what was trimmed meanwhile is lost to it. */
    private void warnIfTrimmed() throws InterruptedException {
        var applied = Optional.ofNullable(await(connections.shared().hget(keys.state(), "applied")))
                .map(EntryId::parse)
                .orElse(EntryId.ZERO);
        if (!applied.isAfter(last.entry()) || last.entry().equals(EntryId.ZERO)) {
            return;
        }
        var first = await(connections.shared().xrange(keys.requests(), Range.unbounded(), Limit.create(0, 1)));
        LOG.log(
                Level.WARNING,
                "the workbook is older than {0}: it was applied up to {1} before, the workbook has it up to {2}; {3}",
                keys.requests(),
                applied,
                last.entry(),
                isThere(last.entry())
                        ? "all that is missing is still there and applied again"
                        : "what is still there, from "
                                + (first.isEmpty() ? "nothing" : first.get(0).getId())
                                + " on, is applied again; what was before that is trimmed and LOST to this workbook");
    }

    private EntryId newest() throws InterruptedException {
        return EntryId.parse(await(
                connections.shared().<String>eval(Scripts.NEWEST, ScriptOutputType.VALUE, new String[] {keys.requests()
                })));
    }

    /** Takes over what any consumer left undecided; what is decided already is acknowledged. */
    private void settlePending(StreamPosition decided) throws InterruptedException {
        String cursor = "0-0";
        left = EntryId.ZERO;
        do {
            var claimed = await(connections
                    .shared()
                    .xautoclaim(
                            keys.requests(),
                            XAutoClaimArgs.Builder.<String>xautoclaim(
                                            Consumer.from(GROUP, CONSUMER), Duration.ZERO, cursor)
                                    .count(CLAIM)));
            var done = new ArrayList<String>();
            for (var message : claimed.getMessages()) {
                if (isGone(message)) {
                    LOG.log(
                            Level.ERROR,
                            "entry {0} of {1} was delivered and then deleted by somebody else: it is not applied",
                            message.getId(),
                            keys.requests());
                    done.add(message.getId());
                } else if (!EntryId.parse(message.getId()).isAfter(decided.entry())) {
                    done.add(message.getId());
                } else {
                    left = EntryId.parse(message.getId());
                }
            }
            if (!done.isEmpty()) {
                await(connections.shared().xack(keys.requests(), GROUP, done.toArray(String[]::new)));
            }
            cursor = claimed.getId();
        } while (!cursor.equals("0-0"));
    }

    /** Redis before 7 gives a deleted entry without fields. */
    static boolean isGone(StreamMessage<String, String> message) {
        return message.getBody() == null || message.getBody().isEmpty();
    }

    private <T> T await(RedisFuture<T> answer) throws InterruptedException {
        return Failures.await(answer, settings.timeout().toMillis() + 500);
    }
}
