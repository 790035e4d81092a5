package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.out.WorkbookTransaction.RowsNotReadyException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** What was read of files, attached to the workbook's engine for as long as one transaction merges from it. */
final class Stages {
    private final Database database;
    private final DuckDbImports imports;
    private final Set<String> attached = new LinkedHashSet<>();

    Stages(Database database, DuckDbImports imports) {
        this.database = database;
        this.imports = imports;
    }

    DuckDbImports imports() {
        return imports;
    }

    /** Attaches what was read of a job's file, read-only; by a session of its own, as the writer's is in a transaction. */
    void attach(UpdateId job) throws SQLException {
        if (!imports.isStaged(job)) {
            throw new RowsNotReadyException("what was read of the file is gone; send the file again");
        }
        var name = Sql.name(DuckDbImports.database(job));
        run("ATTACH IF NOT EXISTS " + Sql.literal(imports.stage(job).toString()) + " AS " + name + " (READ_ONLY)");
        attached.add(name);
    }

    /** Detaches all, when the transaction is over. */
    void detach() throws SQLException {
        for (var name : attached) {
            run("DETACH DATABASE IF EXISTS " + name);
        }
        attached.clear();
    }

    private void run(String statement) throws SQLException {
        var session = database.disposable();
        try {
            session.execute(statement);
        } finally {
            database.discard(session);
        }
    }
}
