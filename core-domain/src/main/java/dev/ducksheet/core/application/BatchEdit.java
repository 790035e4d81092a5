package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.RowRules;
import dev.ducksheet.core.validation.UpdateRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides a batch of requests in their order inside one transaction. Consecutive plain updates are gathered into runs;
 * the result equals deciding the requests one by one.
 */
final class BatchEdit {
    /** From so many requests on, all processors check. */
    private static final int WORTH_SHARING = 1000;

    private static final int RECORDED_TOGETHER = 1024;

    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final Instant at;
    private final ChangedRows changedRows = new ChangedRows();
    private final List<Checked> checked;
    private final Map<UpdateId, Outcome> repeats = new LinkedHashMap<>();
    private final Map<String, KeyUse> keyUses;
    private final Map<UpdateId, Outcome> decidedBefore;
    private final Set<UpdateId> repeatedIds = new HashSet<>();
    private final Map<UpdateId, Outcome> decidedHere = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private int recorded;
    private final List<Pending> pending = new ArrayList<>();
    private final Set<UpdateId> waitingIds = new HashSet<>();
    private final Set<String> waitingKeys = new HashSet<>();
    private PlainRun run;
    private Version version;

    BatchEdit(WorkbookTransaction transaction, Catalog catalog, Instant at, List<Request> requests) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.at = at;
        this.version = transaction.head().version();
        this.run = newRun();
        this.checked = checked(requests);
        var ids = new ArrayList<UpdateId>(requests.size());
        var seen = new HashSet<UpdateId>(2 * requests.size());
        var keys = new ArrayList<String>();
        for (var request : requests) {
            ids.add(request.id());
            if (!seen.add(request.id())) {
                repeatedIds.add(request.id());
            }
            if (request.idempotency() instanceof Idempotency.Keyed keyed) {
                keys.add(keyed.key());
            }
        }
        this.decidedBefore = transaction.decided(ids);
        this.keyUses = new HashMap<>(transaction.uses(keys));
    }

    /** Decides all requests; their effects and the decisions are in the transaction, not yet committed. */
    void decide() {
        checked.forEach(this::decide);
        endRun();
        record();
    }

    /** The catalogue is the same for the whole batch, so that all processors can check a large one. */
    private List<Checked> checked(List<Request> requests) {
        var all = requests.size() < WORTH_SHARING ? requests.stream() : requests.parallelStream();
        return all.map(request -> Checked.of(catalog, request)).toList();
    }

    /** Hands the decisions over that the transaction does not have yet. */
    private void record() {
        transaction.record(List.copyOf(decisions.subList(recorded, decisions.size())));
        recorded = decisions.size();
    }

    /** Returns the new decisions, in order. */
    List<Decision> decisions() {
        return decisions;
    }

    /** Returns what to tell those whose requests were decided already, by their ids. */
    Map<UpdateId, Outcome> repeats() {
        return repeats;
    }

    private void decide(Checked checked) {
        var request = checked.request();
        if (repeatsWaiting(request)) {
            endRun();
        }
        var known = known(request.id());
        if (known != null) {
            repeats.put(request.id(), known);
        } else if (!answerByKey(request)) {
            dispatch(checked);
        }
    }

    private @Nullable Outcome known(UpdateId id) {
        var earlier = decidedBefore.get(id);
        return earlier == null ? decidedHere.get(id) : earlier;
    }

    /** Says whether the answer may depend on a request that waits in the run. */
    private boolean repeatsWaiting(Request request) {
        if (waitingIds.contains(request.id())) {
            return true;
        }
        return request.idempotency() instanceof Idempotency.Keyed keyed && waitingKeys.contains(keyed.key());
    }

    private boolean answerByKey(Request request) {
        if (!(request.idempotency() instanceof Idempotency.Keyed keyed)) {
            return false;
        }
        var use = keyUses.get(keyed.key());
        if (use == null) {
            return false;
        }
        unchanged(request, use.fingerprint().equals(keyed.fingerprint()) ? use.outcome() : reused(request, keyed));
        return true;
    }

    private static Outcome reused(Request request, Idempotency.Keyed keyed) {
        return new Outcome.Refused(
                request.id(),
                Refusal.of(
                        Reason.IDEMPOTENCY_KEY_REUSED,
                        "",
                        "the idempotency key '" + keyed.chosen() + "' was used for another request; use a new key"));
    }

    private void dispatch(Checked checked) {
        var request = checked.request();
        if (request instanceof Request.UpdateCell cell) {
            update(cell, checked);
        } else if (request instanceof Request.EditRows rows) {
            alone(
                    rows,
                    () -> new RowEditing(transaction, catalog, changedRows)
                            .apply(RowRules.bind(
                                    catalog, rows.edit(), rows.signature().reach())));
        } else if (request instanceof Request.EditTable table) {
            alone(table, () -> new TableEditing(transaction, catalog, changedRows).apply(table.edit()));
        } else if (request instanceof Request.Undo undo) {
            undo(undo);
        } else if (request instanceof Request.PlaceHold place) {
            place(place);
        } else if (request instanceof Request.LiftHold lift) {
            lift(lift);
        } else if (request instanceof Request.OfKeys keys) {
            change(keys);
        } else if (request instanceof Request.OfWebhooks webhooks) {
            change(webhooks);
        }
    }

    /** A webhook begins behind what is decided before it, of this batch too. */
    private void change(Request.OfWebhooks request) {
        endRun();
        record();
        try {
            var webhook = new WebhookEditing(transaction, catalog, at).apply(request);
            unchanged(request, new Outcome.WebhooksChanged(request.id(), webhook));
        } catch (RefusedException e) {
            refused(request, e.refusal());
        }
    }

    private void change(Request.OfKeys request) {
        endRun();
        try {
            unchanged(request, new Outcome.KeysChanged(request.id(), new KeyEditing(transaction, at).apply(request)));
        } catch (RefusedException e) {
            refused(request, e.refusal());
        }
    }

    /** Takes a version back, of this batch too. */
    private void undo(Request.Undo request) {
        endRun();
        record();
        try {
            var undone = new Undoing(transaction, catalog, changedRows).apply(request.version());
            applied(request, undone.table(), undone.column(), undone.effect());
        } catch (RefusedException e) {
            refused(request, e.refusal());
        }
    }

    private void update(Request.UpdateCell request, Checked checked) {
        if (checked.refusal() != null) {
            refused(request, checked.refusal());
            return;
        }
        var bound = Objects.requireNonNull(checked.bound());
        if (checked.mayRun()) {
            gather(request, (BoundUpdate.Plain) bound);
        } else {
            alone(request, () -> apply(bound));
        }
    }

    /** Decides a request that no run can take. */
    private void alone(Request request, Supplier<Effect> effect) {
        endRun();
        try {
            applied(request, effect.get());
        } catch (RefusedException e) {
            refused(request, e.refusal());
        }
    }

    private void gather(Request.UpdateCell request, BoundUpdate.Plain plain) {
        if (!run.canTake(plain)) {
            endRun();
        }
        run.take(plain);
        pending.add(new Pending(request, plain));
        if (repeatedIds.contains(request.id())) {
            waitingIds.add(request.id());
        }
        if (request.idempotency() instanceof Idempotency.Keyed keyed) {
            waitingKeys.add(keyed.key());
        }
    }

    private Effect apply(BoundUpdate bound) {
        return bound instanceof BoundUpdate.Spread spread
                ? new SpreadEdit(transaction, catalog, changedRows).apply(spread)
                : new SingleEdit(transaction, catalog, changedRows).apply((BoundUpdate.Plain) bound);
    }

    private void endRun() {
        if (pending.isEmpty()) {
            return;
        }
        var members = List.copyOf(pending);
        var ended = run;
        pending.clear();
        waitingIds.clear();
        waitingKeys.clear();
        run = newRun();
        if (!ended.read()) {
            members.forEach(this::applyAlone);
            return;
        }
        for (int i = 0; i < members.size(); i++) {
            finish(members.get(i).request(), ended.decide(i));
            if (decisions.size() - recorded == RECORDED_TOGETHER) {
                record(); // so that the store can prepare it on another processor
            }
        }
        record();
        ended.write();
    }

    private void finish(Request.UpdateCell request, PlainRun.Result result) {
        if (result instanceof PlainRun.Result.Done done) {
            applied(request, done.effect());
        } else if (result instanceof PlainRun.Result.Refused refused) {
            refused(request, refused.refusal());
        }
    }

    private void applyAlone(Pending member) {
        try {
            applied(member.request(), apply(member.bound()));
        } catch (RefusedException e) {
            refused(member.request(), e.refusal());
        }
    }

    private PlainRun newRun() {
        return new PlainRun(transaction, catalog, changedRows);
    }

    private void applied(Request request, Effect effect) {
        applied(request, request.sheet(), request.column(), effect);
    }

    private void applied(Request request, String sheet, String column, Effect effect) {
        version = version.next();
        var outcome = new Outcome.Applied(request.id(), version, sheet, column, effect.rowsChanged(), effect.event());
        var change = new Change(
                version,
                request.id(),
                sheet,
                column,
                request.editor(),
                at,
                effect.rowsChanged(),
                effect.rows(),
                effect.event());
        keep(new Decision.Changed(request, outcome, change, effect.images()));
    }

    private void refused(Request request, Refusal refusal) {
        unchanged(request, new Outcome.Refused(request.id(), refusal));
    }

    private void unchanged(Request request, Outcome outcome) {
        keep(new Decision.Unchanged(request, outcome, at));
    }

    private void keep(Decision decision) {
        decisions.add(decision);
        var request = decision.request();
        if (repeatedIds.contains(request.id())) {
            decidedHere.put(request.id(), decision.outcome());
        }
        if (request.idempotency() instanceof Idempotency.Keyed keyed) {
            keyUses.putIfAbsent(keyed.key(), new KeyUse(keyed.fingerprint(), decision.outcome()));
        }
    }

    private void place(Request.PlaceHold request) {
        endRun();
        var refusal = UpdateRules.check(catalog, request.hold());
        if (refusal.isPresent()) {
            refused(request, refusal.get());
            return;
        }
        transaction.add(request.hold());
        unchanged(request, new Outcome.HoldPlaced(request.hold()));
    }

    private void lift(Request.LiftHold request) {
        endRun();
        if (transaction.removeHold(request.hold())) {
            unchanged(request, new Outcome.HoldLifted(request.id(), request.hold()));
        } else {
            refused(request, unknownHold(request.hold()));
        }
    }

    static Refusal unknownHold(UpdateId hold) {
        return Refusal.of(
                Reason.UNKNOWN_HOLD, "/id", "there is no hold " + hold + "; list the holds to see which there are");
    }

    /**
     * A request, and what the rules make of it if it edits cells: an update to apply, or a refusal.
     *
     * @param mayRun whether it is a plain update that can be part of a run
     */
    private record Checked(
            Request request,
            @Nullable BoundUpdate bound,
            boolean mayRun,
            @Nullable Refusal refusal) {
        static Checked of(Catalog catalog, Request request) {
            if (!(request instanceof Request.UpdateCell cell)) {
                return new Checked(request, null, false, null);
            }
            try {
                var bound = UpdateRules.bind(catalog, cell.update());
                boolean mayRun = bound instanceof BoundUpdate.Plain plain && PlainRun.accepts(plain, catalog);
                return new Checked(request, bound, mayRun, null);
            } catch (RefusedException e) {
                return new Checked(request, null, false, e.refusal());
            }
        }
    }

    /** An update that waits in the run. */
    private record Pending(Request.UpdateCell request, BoundUpdate.Plain bound) {}
}
