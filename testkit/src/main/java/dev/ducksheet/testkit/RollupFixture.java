package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.RollupDefinition;
import java.util.List;

/** What the tests of rollups have in common: the demo workbook, driven as an embedder drives it. */
abstract class RollupFixture extends StoreFixture {
    final CoreDriver demo() {
        Workbooks.demo(loader());
        return CoreDriver.over(store());
    }

    static Outcome.Applied applied(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return (Outcome.Applied) outcome;
    }

    static Outcome.Applied define(CoreDriver core, RollupDefinition rollup) {
        return applied(core.edit(new TableEdit.DefineRollup(rollup)));
    }

    static void refused(CoreDriver core, RollupDefinition rollup, Reason reason, String pointer) {
        var refusal = refusal(core.edit(new TableEdit.DefineRollup(rollup)));
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        assertThat(refusal.field()).as(refusal.detail()).isEqualTo(pointer);
    }

    static Refusal refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal();
    }

    static List<ChangedRow> last(CoreDriver core, String sheet) {
        List<Change> changes = core.changes();
        return changes.get(changes.size() - 1).rows().stream()
                .filter(row -> row.sheet().equals(sheet))
                .toList();
    }
}
