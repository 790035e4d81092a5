package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Delivery.State;
import dev.ducksheet.core.edit.Delivery.Subject;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookProgress.Replay;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.webhook.Selection;
import dev.ducksheet.core.webhook.Subscription;
import dev.ducksheet.core.webhook.WebhookMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The messages to one webhook, on a thread of its own: one is under way at a time, in the order of versions. One that did
 * not arrive is put aside until it is due again, and those behind it go on; it is then sent before they are. So a
 * receiver that is slow or away holds up nobody else.
 *
 * <p>Where it stands it knows from the workbook, when it begins and when it is told to look again; what it does it tells
 * to {@link DeliveryReports}, always a message before the place behind it.
 */
final class DeliveryLane implements Runnable {
    private static final System.Logger LOG = System.getLogger(DeliveryLane.class.getName());
    private static final int PAGE = 100;

    /** So many wait for another attempt at most; then nothing new is begun until one of them is settled. */
    private static final int MOST_WAITING = 1000;

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration TROUBLE = Duration.ofSeconds(1);
    private static final Duration BUG = Duration.ofSeconds(30);

    private final UpdateId id;
    private final Deliverer shared;
    private final Map<String, Delivery> waiting = new LinkedHashMap<>();
    private final Deque<Change> page = new ArrayDeque<>();
    private WebhookProgress progress;
    private volatile int size;
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean looksAgain = true;
    private volatile boolean stopped;

    DeliveryLane(UpdateId id, Deliverer shared) {
        this.id = id;
        this.shared = shared;
        this.progress = WebhookProgress.from(id, Version.ZERO, 0);
    }

    /** Has it look whether there is something to send. */
    void wake() {
        calls.release();
    }

    /** Has it look where it stands: somebody changed that. */
    void lookAgain() {
        looksAgain = true;
        wake();
    }

    /** Ends it after what is under way, of which nothing is told any more. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Returns how many messages wait for another attempt. */
    int size() {
        return size;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                step();
            } catch (PortUnavailableException e) {
                LOG.log(Level.DEBUG, "webhook {0} waits: {1}", id, e.getMessage());
                rest(TROUBLE);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the deliveries of webhook " + id + " met a bug; going on in " + BUG, e);
                rest(BUG);
            }
        }
    }

    private void step() {
        if (looksAgain) {
            looksAgain = false;
            look();
        }
        var webhook = shared.webhook(id).filter(Webhook::isEnabled);
        if (webhook.isEmpty()) {
            stopped = true;
        } else if (shared.reports().isFull()) {
            rest(TROUBLE);
        } else if (!retry(webhook.get()) && !begin(webhook.get())) {
            rest(untilNext());
        }
        size = waiting.size();
    }

    /** Reads where it stands, after the workbook was told what is known here. */
    private void look() {
        try {
            shared.reports().flush();
            shared.reading(log -> {
                waiting.clear();
                log.pending(id, MOST_WAITING).forEach(it -> waiting.put(it.id(), it));
                log.progress(id).ifPresent(it -> progress = it);
                return true;
            });
            page.clear();
        } catch (RuntimeException e) {
            lookAgain();
            throw e;
        }
    }

    /** Sends the message that is due; says whether there is one. */
    private boolean retry(Webhook webhook) {
        var now = shared.now();
        var due = waiting.values().stream()
                .filter(it -> !it.when().isAfter(now))
                .min(Comparator.comparing(Delivery::when));
        due.ifPresent(it -> retry(webhook, it));
        return due.isPresent();
    }

    private void retry(Webhook webhook, Delivery delivery) {
        if (selected(webhook, delivery.subject()) instanceof Selection.Told told) {
            send(webhook, delivery, told.message());
        } else {
            var why = new Reply.Unanswered(
                    "the webhook does not ask for this any more, or what there was to tell is no longer kept");
            settle(delivery.after(new Attempt(shared.now(), Duration.ZERO, why), new State.Failed(shared.now())));
        }
    }

    private Selection selected(Webhook webhook, Subject subject) {
        if (subject instanceof Subject.OfNotice of) {
            return shared.reading(log -> log.notice(of.number()))
                    .map(it -> subscription(webhook).select(it))
                    .orElse(new Selection.Passed());
        }
        var cursor = ((Subject.OfVersion) subject).cursor();
        return shared.after(before(cursor.version()), 1).stream()
                .filter(change -> change.version().equals(cursor.version()))
                .map(change -> subscription(webhook).select(shared.catalog(), cursor, change))
                .findFirst()
                .orElse(new Selection.Passed());
    }

    private static Version before(Version version) {
        return new Version(version.number() - 1);
    }

    private static Subscription subscription(Webhook webhook) {
        return new Subscription(webhook.settings());
    }

    /** Sends what is new, and one of what is to be sent once more; says whether there was anything to look at. */
    private boolean begin(Webhook webhook) {
        if (waiting.size() >= MOST_WAITING) {
            return false;
        }
        boolean found = nextVersion(webhook);
        found |= nextNotice(webhook);
        found |= nextReplayed(webhook);
        return found;
    }

    private boolean nextVersion(Webhook webhook) {
        if (page.isEmpty() && shared.head().version().isAfter(progress.version())) {
            page.addAll(shared.after(progress.version(), PAGE));
            if (page.isEmpty()) {
                skipToRetained();
            }
        }
        if (page.isEmpty()) {
            return false;
        }
        while (!page.isEmpty() && !isSent(webhook, page.element())) {
            page.remove();
        }
        page.poll();
        return true;
    }

    /** Moves on over a version; says whether that took a message. */
    private boolean isSent(Webhook webhook, Change change) {
        boolean sent = tell(webhook, change);
        if (!stopped) {
            moveTo(progress.upTo(change.version(), 0));
        }
        return sent || stopped;
    }

    /** Sends the message of a version, if there is one; a webhook whose filter cannot be read any more is disabled. */
    private boolean tell(Webhook webhook, Change change) {
        var cursor = new Cursor(shared.head().epoch(), change.version());
        var selection = subscription(webhook).select(shared.catalog(), cursor, change);
        if (selection instanceof Selection.Told told) {
            begin(webhook, new Subject.OfVersion(cursor), told.message());
        } else if (selection instanceof Selection.Unclear unclear) {
            shared.disable(id, "its filter cannot be read any more: " + unclear.why());
            stopped = true;
        }
        return selection instanceof Selection.Told;
    }

    private void skipToRetained() {
        var oldest = shared.oldestRetained();
        if (oldest.isAfter(progress.version().next())) {
            LOG.log(
                    Level.WARNING,
                    "webhook {0} was not told of versions {1} to {2}: they are no longer kept",
                    id,
                    progress.version().next(),
                    before(oldest));
            moveTo(progress.upTo(before(oldest), 0));
        }
    }

    private boolean nextNotice(Webhook webhook) {
        if (stopped || shared.lastNotice() <= progress.notice()) {
            return false;
        }
        var notices = shared.reading(log -> log.notices(progress.notice(), PAGE));
        for (var notice : notices) {
            boolean sent = tell(webhook, notice);
            if (stopped) {
                return true;
            }
            moveTo(progress.upTo(Version.ZERO, notice.number()));
            if (sent) {
                return true;
            }
        }
        return !notices.isEmpty();
    }

    private boolean tell(Webhook webhook, Notice.Kept notice) {
        if (subscription(webhook).select(notice) instanceof Selection.Told told) {
            begin(webhook, new Subject.OfNotice(shared.head().epoch(), notice.number()), told.message());
            return true;
        }
        return false;
    }

    private boolean nextReplayed(Webhook webhook) {
        var replay = progress.replay();
        if (stopped || replay.isOver()) {
            return false;
        }
        var changes = shared.after(before(replay.next()), PAGE);
        var done = changes.isEmpty() ? replay.last() : before(replay.next());
        for (var change : changes) {
            if (change.version().isAfter(replay.last())) {
                break;
            }
            boolean sent = tell(webhook, change);
            if (stopped) {
                return true;
            }
            done = change.version();
            if (sent) {
                break;
            }
        }
        replayed(done);
        return true;
    }

    private void replayed(Version done) {
        shared.reports().passed(id, progress.version(), progress.notice(), done);
        var left = progress.replay().after(done);
        progress = progress.replaying(left.isOver() ? Replay.NONE : left);
    }

    private void moveTo(WebhookProgress next) {
        progress = next;
        shared.reports().passed(id, next.version(), next.notice(), Version.ZERO);
    }

    /** Sends a message for the first time, or once more under the id that it always has. */
    private void begin(Webhook webhook, Subject subject, WebhookMessage message) {
        var known = shared.reading(log -> log.delivery(Delivery.idOf(id, subject)));
        var now = shared.now();
        send(
                webhook,
                known.map(it -> it.again(now)).orElseGet(() -> Delivery.of(id, message.type(), subject, now)),
                message);
    }

    private void send(Webhook webhook, Delivery delivery, WebhookMessage message) {
        var trip = shared.courier().bring(webhook, delivery.id(), message);
        if (stopped) {
            return; // maybe it was cut off; whoever goes on from here sends it once more
        }
        settle(delivery.after(trip.attempt(), next(delivery, trip)));
        if (trip.attempt().reply().isGone()) {
            shared.reports().flush(); // the writer disables it
            stopped = true;
            shared.changed();
        }
    }

    private State next(Delivery delivery, Courier.Trip trip) {
        var now = shared.now();
        var reply = trip.attempt().reply();
        if (reply.isSuccess()) {
            return new State.Delivered(now);
        }
        int tries = delivery.tries() + 1;
        Optional<Duration> pause = reply.isGone() ? Optional.empty() : shared.pause(tries, trip.retryAfter());
        return pause.<State>map(it -> new State.Pending(tries, now.plus(it))).orElseGet(() -> new State.Failed(now));
    }

    private void settle(Delivery delivery) {
        if (delivery.isPending()) {
            waiting.put(delivery.id(), delivery);
        } else {
            waiting.remove(delivery.id());
        }
        shared.reports().settled(delivery);
    }

    private Duration untilNext() {
        Instant now = shared.now();
        return waiting.values().stream()
                .map(it -> Duration.between(now, it.when()))
                .min(Comparator.naturalOrder())
                .filter(it -> it.compareTo(IDLE) < 0)
                .orElse(IDLE);
    }

    private void rest(Duration pause) {
        try {
            var unused = calls.tryAcquire(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
            calls.drainPermits();
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
