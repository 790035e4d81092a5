package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.DeliveryReport;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.EditRows;
import dev.ducksheet.core.port.in.ManageHolds;
import dev.ducksheet.core.port.in.ManageKeys;
import dev.ducksheet.core.port.in.ManageTables;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.SubmitUpdate;
import dev.ducksheet.core.port.in.UndoVersion;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.Tracing;
import dev.ducksheet.core.validation.KeyRules;
import dev.ducksheet.core.validation.RowRules;
import dev.ducksheet.core.validation.TableRules;
import dev.ducksheet.core.validation.UpdateRules;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what comes in, queues it, and knows what became of it. */
final class Submitting
        implements SubmitUpdate, EditRows, ManageTables, ManageHolds, ManageKeys, UndoVersion, ReadOutcome {
    private static final System.Logger LOG = System.getLogger(Submitting.class.getName());

    private final Knowledge knowledge;
    private final RequestQueue queue;
    private final Waiting waiting;
    private final UpdateIds ids;
    private final Telemetry telemetry;
    private final Tracing tracing;

    Submitting(Knowledge knowledge, RequestQueue queue, Waiting waiting, UpdateIds ids, Telemetry telemetry) {
        this.knowledge = knowledge;
        this.queue = queue;
        this.waiting = waiting;
        this.ids = ids;
        this.telemetry = telemetry;
        this.tracing = telemetry.tracing();
    }

    @Override
    public Submission submit(CellUpdate update) {
        var refusal = UpdateRules.check(knowledge.catalog(), update);
        return refusal.map(this::refused).orElseGet(() -> enqueue(new Request.UpdateCell(ids.next(), update)));
    }

    @Override
    public Submission submit(RowEdit edit, Signature signature) {
        return submit(ids.next(), edit, signature);
    }

    /** Queues an edit of rows under an id that its sender chose, so that he may send it again and again. */
    Submission submit(UpdateId id, RowEdit edit, Signature signature) {
        var refusal = RowRules.check(knowledge.catalog(), edit, signature.reach());
        return refusal.map(this::refused).orElseGet(() -> enqueue(new Request.EditRows(id, edit, signature)));
    }

    @Override
    public Submission submit(TableEdit edit, Signature signature) {
        var refusal = TableRules.check(knowledge.catalog(), edit);
        return refusal.map(this::refused).orElseGet(() -> enqueue(new Request.EditTable(ids.next(), edit, signature)));
    }

    @Override
    public Submission undo(Version version, Signature signature) {
        return enqueue(new Request.Undo(ids.next(), version, signature));
    }

    @Override
    public List<Hold> holds() {
        return knowledge.holds();
    }

    @Override
    public Submission place(String sheet, String column, Condition condition, String editor) {
        var hold = new Hold(ids.next(), sheet, column, condition, editor);
        var refusal = UpdateRules.check(knowledge.catalog(), hold);
        return refusal.map(this::refused).orElseGet(() -> enqueue(new Request.PlaceHold(hold)));
    }

    @Override
    public Submission lift(UpdateId hold, String editor) {
        return enqueue(new Request.LiftHold(ids.next(), hold, editor));
    }

    @Override
    public List<ApiKey> keys() {
        return knowledge.keys();
    }

    @Override
    public Issue issue(KeyDraft draft, String editor) {
        var secret = ids.secret();
        var refusal = KeyRules.check(knowledge.catalog(), draft);
        var submission = refusal.map(this::refused)
                .orElseGet(
                        () -> enqueue(new Request.IssueKey(ids.next(), draft, secret.prefix(), secret.hash(), editor)));
        return new Issue(submission, secret.text());
    }

    @Override
    public Submission revoke(UpdateId key, String editor) {
        return enqueue(new Request.RevokeKey(ids.next(), key, editor));
    }

    /** Has the writer note when keys were used; nobody waits for it. */
    void note(Map<UpdateId, Instant> uses) {
        var unused = enqueue(new Request.NoteKeyUses(ids.next(), uses));
    }

    /** Has the writer keep what became of messages to webhooks. */
    Submission report(List<DeliveryReport> reports) {
        return enqueue(new Request.ReportDeliveries(ids.next(), reports));
    }

    /** Has the writer keep something for webhooks to tell; nobody waits for it. */
    void tell(UpdateId id, Notice notice) {
        var unused = enqueue(new Request.TellWebhooks(id, notice));
    }

    /**
     * Has the writer disable a webhook; nobody waits for it.
     *
     * @throws PortUnavailableException if it takes nothing now
     */
    void disable(UpdateId webhook, String why) {
        var disabled = new WebhookChange.ToStanding(new Webhook.Standing.Disabled(why));
        var request = new Request.ChangeWebhook(ids.next(), webhook, List.of(disabled), CellUpdate.ANONYMOUS);
        if (!(enqueue(request) instanceof Submission.Queued)) {
            throw new PortUnavailableException("too many requests wait; webhook " + webhook + " is disabled later");
        }
    }

    Submission refused(Refusal refusal) {
        telemetry.refused(refusal.reason());
        tracing.refused(refusal.reason());
        return new Submission.Refused(refusal);
    }

    Submission enqueue(Request request) {
        var outcome = waiting.expect(request.id());
        var appending = tracing.appending(request);
        RequestQueue.Admission admission;
        try {
            admission = queue.append(request, appending.context());
        } catch (RuntimeException e) {
            waiting.forget(request.id());
            appending.ended(e);
            throw e;
        }
        if (admission instanceof RequestQueue.Admission.Accepted accepted) {
            LOG.log(Level.DEBUG, "queued {0}", request.id());
            accepted.durable().whenComplete((done, lost) -> {
                failIfLost(request.id(), lost);
                appending.ended(lost);
            });
            return new Submission.Queued(request.id(), accepted.durable(), outcome);
        }
        waiting.forget(request.id());
        appending.turnedAway();
        return new Submission.Busy(((RequestQueue.Admission.Full) admission).retryAfter());
    }

    private void failIfLost(UpdateId id, @Nullable Throwable lost) {
        if (lost != null) {
            waiting.fail(id, lost);
        }
    }

    @Override
    public Status status(UpdateId id) {
        boolean pending = waiting.has(id); // asked first: a request decided in between is then found below
        var outcome = knowledge.outcome(id);
        if (outcome.isPresent()) {
            Outcome decided = outcome.get();
            return new Status.Decided(decided);
        }
        return pending ? new Status.Pending() : knowledge.statusOfUnheard(id);
    }

    /** What is known of the workbook where requests come in. */
    interface Knowledge {
        /** Returns the sheets. */
        Catalog catalog();

        /** Returns what became of a request. */
        Optional<Outcome> outcome(UpdateId id);

        /** Returns the status of a request of which nothing is known. */
        Status statusOfUnheard(UpdateId id);

        /** Returns the API keys. */
        List<ApiKey> keys();

        /** Returns the holds. */
        List<Hold> holds();
    }
}
