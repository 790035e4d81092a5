package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.DeliveryReport;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * What became of messages and is not with the writer yet: gathered, so that it costs the writer one request now and then
 * and not one for each message. What is lost with the process is sent once more, under the same ids. Thread-safe.
 */
final class DeliveryReports {
    private static final System.Logger LOG = System.getLogger(DeliveryReports.class.getName());
    private static final int MOST = 1000;
    private static final long PATIENCE_SECONDS = 30;

    /** How often nothing but passed versions is gathered before it is handed on. */
    private static final int QUIET_ROUNDS = 60;

    private final Function<List<DeliveryReport>, Submission> writer;
    private final Object handingOn = new Object();
    private final Map<UpdateId, Gathered> gathered = new LinkedHashMap<>();
    private int quietRounds;

    /** @param writer takes reports */
    DeliveryReports(Function<List<DeliveryReport>, Submission> writer) {
        this.writer = writer;
    }

    /** Notes how far a webhook has come. */
    synchronized void passed(UpdateId webhook, Version version, long notice, Version replayed) {
        gathered.computeIfAbsent(webhook, id -> new Gathered()).move(version, notice, replayed);
    }

    /** Notes what became of a message. */
    synchronized void settled(Delivery delivery) {
        gathered.computeIfAbsent(delivery.webhook(), id -> new Gathered())
                .deliveries
                .put(delivery.id(), delivery);
    }

    /** Says whether so much waits that nothing more should be sent for now. */
    synchronized boolean isFull() {
        return deliveries() >= MOST;
    }

    private int deliveries() {
        return gathered.values().stream().mapToInt(it -> it.deliveries.size()).sum();
    }

    /** Hands on what should not wait any longer; called about once a second. */
    void tick() {
        if (isDue()) {
            flush();
        }
    }

    private synchronized boolean isDue() {
        if (gathered.isEmpty()) {
            return false;
        }
        quietRounds++;
        return deliveries() > 0 || quietRounds >= QUIET_ROUNDS;
    }

    /**
     * Hands on everything, and returns when the writer has it; if it does not take it now, it is kept.
     *
     * @throws PortUnavailableException if the writer does not take it now
     */
    void flush() {
        synchronized (handingOn) { // whoever finds nothing to hand on waits for what another does
            var reports = take();
            if (!reports.isEmpty()) {
                handOn(reports);
            }
        }
    }

    private void handOn(List<DeliveryReport> reports) {
        try {
            await(writer.apply(reports));
        } catch (PortUnavailableException e) {
            putBack(reports);
            throw e;
        }
    }

    /** Hands on everything and does not wait: whoever closes the workbook decides what was admitted. */
    void leave() {
        var reports = take();
        if (!reports.isEmpty()) {
            var unused = writer.apply(reports);
        }
    }

    private synchronized List<DeliveryReport> take() {
        var reports = new ArrayList<DeliveryReport>();
        gathered.forEach((webhook, it) -> reports.add(it.report(webhook)));
        gathered.clear();
        quietRounds = 0;
        return reports;
    }

    private static void await(Submission submission) {
        if (!(submission instanceof Submission.Queued queued)) {
            throw new PortUnavailableException("what became of messages to webhooks is kept later: " + submission);
        }
        try {
            var outcome = queued.outcome().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (outcome instanceof Outcome.Refused refused) {
                LOG.log(
                        Level.ERROR,
                        "what became of messages to webhooks is lost: {0}",
                        refused.refusal().detail());
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new PortUnavailableException("what became of messages to webhooks is kept later", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what was not taken, under what has come since. */
    private synchronized void putBack(List<DeliveryReport> reports) {
        for (var report : reports) {
            var newer = gathered.computeIfAbsent(report.webhook(), id -> new Gathered());
            report.deliveries().forEach(it -> newer.deliveries.putIfAbsent(it.id(), it));
            newer.move(report.version(), report.notice(), report.replayed());
        }
    }

    /** Of one webhook; moves on only. */
    private static final class Gathered {
        private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
        private Version version = Version.ZERO;
        private long notice;
        private Version replayed = Version.ZERO;

        private void move(Version toVersion, long toNotice, Version toReplayed) {
            version = toVersion.isAfter(version) ? toVersion : version;
            notice = Math.max(notice, toNotice);
            replayed = toReplayed.isAfter(replayed) ? toReplayed : replayed;
        }

        private DeliveryReport report(UpdateId webhook) {
            return new DeliveryReport(webhook, version, notice, replayed, List.copyOf(deliveries.values()));
        }
    }
}
