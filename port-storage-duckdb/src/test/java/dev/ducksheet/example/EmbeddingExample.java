package dev.ducksheet.example;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.spread.SpreadMethod;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

public final class EmbeddingExample {
    public static void main(String[] arguments) {
        var random = new SecureRandom();
        var store = DuckDbWorkbookStore.open(Path.of(arguments[0]), DuckDbSettings.defaults(random));
        var columns =
                List.of(Column.of("team", ColumnType.Simple.TEXT), Column.of("budget", ColumnType.decimal(18, 2)));
        var red = CellValue.of("red");
        var rows = List.of(List.of(red, CellValue.of(10)), List.of(red, CellValue.of(30)));
        store.create(new Table("plan", columns, List.of()), rows.iterator());

        try (var workbook = Ducksheet.open(store, Clock.systemUTC(), random)) {
            var budget = new Operation.Set(CellValue.of(100));
            var update = CellUpdate.of("plan", "budget", budget, Condition.matching(Map.of("team", red)))
                    .spread(Spreading.by(SpreadMethod.PROPORTIONAL));
            if (workbook.submitUpdate().submit(update) instanceof Submission.Queued queued) {
                System.out.println(queued.outcome().toCompletableFuture().join());
            }
            System.out.println(workbook.readUpdates().newest(1));
        }
    }
}
