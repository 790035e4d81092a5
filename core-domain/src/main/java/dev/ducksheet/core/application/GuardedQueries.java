package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.ManageQueries;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs and keeps queries, for one who may ask in SQL; nobody else sees what is kept. */
record GuardedQueries(Workbook workbook, Access access, GuardedEdits edits) implements RunQuery, ManageQueries {
    @Override
    public QueryResult query(Query query, Cancellation cancellation) {
        return asking(() -> workbook.runQuery().query(query, cancellation));
    }

    @Override
    public List<SavedQuery> queries() {
        return access.objection(Permission.QUERY).isPresent()
                ? List.of()
                : workbook.manageQueries().queries();
    }

    @Override
    public Submission save(SavedQuery query, boolean mayReplace, Signature signature) {
        return edits.submitting(
                Permission.SAVE_QUERIES,
                () -> workbook.manageQueries().save(query, mayReplace, edits.signed(signature, Reach.all())));
    }

    @Override
    public Submission drop(String name, Signature signature) {
        return edits.submitting(
                Permission.SAVE_QUERIES,
                () -> workbook.manageQueries().drop(name, edits.signed(signature, Reach.all())));
    }

    @Override
    public QueryResult run(
            String name, Map<String, CellValue> arguments, long limit, Duration timeout, Cancellation cancellation) {
        return asking(() -> workbook.manageQueries().run(name, arguments, limit, timeout, cancellation));
    }

    private QueryResult asking(Supplier<QueryResult> query) {
        return access.objection(Permission.QUERY)
                .<QueryResult>map(why -> new QueryResult.Rejected(Refusal.of(Reason.FORBIDDEN, "", why)))
                .orElseGet(query);
    }
}
