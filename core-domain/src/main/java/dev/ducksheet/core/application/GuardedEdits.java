package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.EditRows;
import dev.ducksheet.core.port.in.ManageHolds;
import dev.ducksheet.core.port.in.ManageKeys;
import dev.ducksheet.core.port.in.ManageTables;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.SubmitUpdate;
import dev.ducksheet.core.port.in.UndoVersion;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.validation.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Submits what is open to one who asks, in his name and confined to the rows that he reaches. Idempotency keys are his
 * own: nobody meets those of others. Who sees but a part of the workbook hears only of requests of his own, and of a
 * refusal whose words could tell of the rest hears the reason alone.
 */
record GuardedEdits(Workbook workbook, Access access, AccessControl control)
        implements SubmitUpdate, PlanUpdate, EditRows, ManageTables, ManageHolds, ManageKeys, UndoVersion, ReadOutcome {
    private static final Set<Reason> TELLING = Set.of(
            Reason.ALL_HELD,
            Reason.UNDEFINED_SPREAD,
            Reason.OUT_OF_RANGE,
            Reason.CONSTRAINT_VIOLATED,
            Reason.IN_USE,
            Reason.FAILED);

    @Override
    public Submission submit(CellUpdate update) {
        return submitting(
                Permission.EDIT, () -> workbook.submitUpdate().submit(signed(update.within(reach(update.sheet())))));
    }

    private CellUpdate signed(CellUpdate update) {
        return update.by(access.name()).idempotent(update.idempotency().ownedBy(access.id()));
    }

    Signature signed(Signature signature, Reach reach) {
        return new Signature(access.name(), signature.idempotency().ownedBy(access.id()), reach);
    }

    @Override
    public Submission submit(RowEdit edit, Signature signature) {
        return submitting(
                Permission.EDIT, () -> workbook.editRows().submit(edit, signed(signature, reach(edit.table()))));
    }

    @Override
    public Submission submit(TableEdit edit, Signature signature) {
        return submitting(
                Permission.DEFINE, () -> workbook.manageTables().submit(edit, signed(signature, Reach.all())));
    }

    @Override
    public Submission undo(Version version, Signature signature) {
        return submitting(Permission.UNDO, () -> workbook.undoVersion().undo(version, signed(signature, Reach.all())));
    }

    @Override
    public PlanUpdate.Planning plan(CellUpdate update) {
        try {
            require(Permission.EDIT);
            var planning = workbook.planUpdate().plan(signed(update.within(reach(update.sheet()))));
            return planning instanceof PlanUpdate.Planning.Refused refused
                    ? new PlanUpdate.Planning.Refused(veiled(refused.refusal()))
                    : planning;
        } catch (RefusedException e) {
            return new PlanUpdate.Planning.Refused(e.refusal());
        }
    }

    @Override
    public List<Hold> holds() {
        var holds = workbook.manageHolds().holds();
        return access.isWhole() ? holds : holds.stream().filter(this::shows).toList();
    }

    /** The condition of a hold may name what only some may see. */
    private boolean shows(Hold hold) {
        var sight = control.sight(access);
        return sight.showsAllOf(hold.sheet())
                || (sight.visible().sheet(hold.sheet()).isPresent()
                        && hold.editor().equals(access.name()));
    }

    @Override
    public Submission place(String sheet, String column, Condition condition, String editor) {
        return submitting(
                Permission.EDIT,
                () -> workbook.manageHolds().place(sheet, column, reach(sheet).and(condition), access.name()));
    }

    @Override
    public Submission lift(UpdateId hold, String editor) {
        return submitting(Permission.EDIT, () -> {
            if (!access.isWhole() && holds().stream().noneMatch(it -> it.id().equals(hold))) {
                throw new RefusedException(BatchEdit.unknownHold(hold));
            }
            return workbook.manageHolds().lift(hold, access.name());
        });
    }

    /** None are shown to one who may not manage them. */
    @Override
    public List<ApiKey> keys() {
        return access.objection(Permission.MANAGE_KEYS).isPresent()
                ? List.of()
                : workbook.manageKeys().keys();
    }

    @Override
    public Issue issue(KeyDraft draft, String editor) {
        try {
            require(Permission.MANAGE_KEYS);
            return workbook.manageKeys().issue(draft, access.name());
        } catch (RefusedException e) {
            return new Issue(new Submission.Refused(e.refusal()), "");
        }
    }

    @Override
    public Submission revoke(UpdateId key, String editor) {
        return submitting(Permission.MANAGE_KEYS, () -> workbook.manageKeys().revoke(key, access.name()));
    }

    @Override
    public Status status(UpdateId id) {
        if (access.isWhole()) {
            return workbook.readOutcome().status(id);
        }
        if (!control.senders().sent(id, access)) {
            return new Status.Unknown();
        }
        var status = workbook.readOutcome().status(id);
        return status instanceof Status.Decided decided ? new Status.Decided(veiled(decided.outcome())) : status;
    }

    private void require(Permission permission) {
        access.objection(permission).ifPresent(why -> {
            throw new RefusedException(Reason.FORBIDDEN, "", why);
        });
    }

    private Reach reach(String sheet) {
        return access.isWhole() ? Reach.all() : control.sight(access).leaves(sheet);
    }

    /** Queues what is permitted, and notes who sent it. */
    Submission submitting(Permission permission, Supplier<Submission> submit) {
        try {
            require(permission);
            var submission = submit.get();
            return !access.isWhole() && submission instanceof Submission.Queued queued ? own(queued) : submission;
        } catch (RefusedException e) {
            return new Submission.Refused(e.refusal());
        }
    }

    private Submission own(Submission.Queued queued) {
        control.senders().note(queued.id(), access);
        Function<Outcome, Outcome> veil = this::veiled;
        return new Submission.Queued(
                queued.id(), queued.durable(), queued.outcome().thenApply(veil));
    }

    private Outcome veiled(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? new Outcome.Refused(refused.id(), veiled(refused.refusal()))
                : outcome;
    }

    private Refusal veiled(Refusal refusal) {
        return access.isWhole() || !TELLING.contains(refusal.reason())
                ? refusal
                : new Refusal(
                        refusal.reason(),
                        refusal.field(),
                        "the edit cannot be done together with what else the workbook holds; this key may not see"
                                + " the details, ask an admin",
                        Map.of());
    }
}
