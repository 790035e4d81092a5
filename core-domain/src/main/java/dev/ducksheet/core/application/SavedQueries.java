package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.ManageQueries;
import dev.ducksheet.core.port.in.ManageTables;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.validation.QueryRules;
import dev.ducksheet.core.validation.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The saved queries of a store. */
record SavedQueries(WorkbookStore store, ManageTables edits) implements ManageQueries {
    @Override
    public List<SavedQuery> queries() {
        try (var snapshot = store.snapshot()) {
            return snapshot.queries();
        }
    }

    @Override
    public Submission save(SavedQuery query, boolean mayReplace, Signature signature) {
        var objection = store.objectionTo(query);
        return objection.isPresent()
                ? new Submission.Refused(objection.get())
                : edits.submit(new TableEdit.SaveQuery(query, mayReplace), signature);
    }

    @Override
    public Submission drop(String name, Signature signature) {
        return edits.submit(new TableEdit.DropQuery(name), signature);
    }

    @Override
    public QueryResult run(
            String name, Map<String, CellValue> arguments, long limit, Duration timeout, Cancellation cancellation) {
        try {
            var query = QueryRules.find(queries(), name);
            var values = new Arguments.Named(QueryRules.arguments(query, arguments));
            return store.query(new Query(query.sql(), values, limit, timeout), cancellation);
        } catch (RefusedException e) {
            return new QueryResult.Rejected(e.refusal());
        }
    }
}
