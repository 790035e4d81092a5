package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.port.in.ImportFiles;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Imports as one sees them who may not do everything: those into tables of which he sees all rows. */
record GuardedImports(ImportFiles imports, Access access, AccessControl control) implements ImportFiles {

    @Override
    public Opening open(ImportSpec spec, boolean resumable, Signature signature) {
        var objection = access.objection(Permission.EDIT);
        if (objection.isPresent()) {
            return new Opening.Refused(Refusal.of(Reason.FORBIDDEN, "", objection.get()));
        }
        var reach = control.sight(access).leaves(spec.table());
        return imports.open(
                spec,
                resumable,
                new Signature(access.name(), signature.idempotency().ownedBy(access.id()), reach));
    }

    @Override
    public Optional<Receiving> receive(UpdateId job, long offset) {
        return mayEdit() && isSeen(job) ? imports.receive(job, offset) : Optional.empty();
    }

    @Override
    public List<Job> jobs() {
        return imports.jobs().stream().filter(this::isSeen).toList();
    }

    @Override
    public Optional<Job> job(UpdateId id) {
        return imports.job(id).filter(this::isSeen);
    }

    @Override
    public Optional<Runnable> watch(UpdateId id, Consumer<Job> told) {
        return isSeen(id) ? imports.watch(id, told) : Optional.empty();
    }

    @Override
    public Steering cancel(UpdateId id, String editor) {
        return steer(id, () -> imports.cancel(id, access.name()));
    }

    @Override
    public Steering retry(UpdateId id, String editor) {
        return steer(id, () -> imports.retry(id, access.name()));
    }

    private Steering steer(UpdateId id, Supplier<Steering> steering) {
        if (!isSeen(id)) {
            return new Steering.Unknown();
        }
        return access.objection(Permission.EDIT)
                .<Steering>map(Steering.Forbidden::new)
                .orElseGet(steering);
    }

    @Override
    public Optional<InputStream> leftovers(UpdateId id, Leftovers which) {
        return isSeen(id) ? imports.leftovers(id, which) : Optional.empty();
    }

    private boolean mayEdit() {
        return access.objection(Permission.EDIT).isEmpty();
    }

    private boolean isSeen(UpdateId id) {
        return imports.job(id).filter(this::isSeen).isPresent();
    }

    /** A table that is gone is seen by those who see everything. */
    private boolean isSeen(Job job) {
        return access.isWhole() || control.sight(access).showsAllOf(job.spec().table());
    }
}
