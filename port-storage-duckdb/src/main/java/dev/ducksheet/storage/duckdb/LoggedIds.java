package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.out.Decision;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The greatest id in the update log. Ids are ordered by the time at which they were given, so one that is greater was
 * hardly ever decided before, and no statement needs to ask.
 */
final class LoggedIds {
    /** As the engine compares UUIDs, and as their texts are ordered. */
    static final Comparator<UpdateId> BY_BITS = (a, b) -> {
        int high = Long.compareUnsigned(
                a.value().getMostSignificantBits(), b.value().getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        a.value().getLeastSignificantBits(), b.value().getLeastSignificantBits());
    };

    private @Nullable UpdateId greatest;

    /** Starts with the greatest id that is logged, empty if none is. */
    private LoggedIds(Optional<UpdateId> greatest) {
        this.greatest = greatest.orElse(null);
    }

    static LoggedIds read(Session session) throws SQLException {
        var greatest = session.texts(Sql.of("""
                SELECT CAST(greatest AS VARCHAR) FROM (
                  SELECT max(greatest_id) AS greatest FROM workbook.ducksheet.update_log) WHERE greatest IS NOT NULL"""));
        return new LoggedIds(
                greatest.stream().flatMap(it -> UpdateId.parse(it).stream()).findFirst());
    }

    /** Says that none of these ids is logged; if it does not, some may be. */
    boolean haveNoneOf(Collection<UpdateId> ids) {
        return ids.isEmpty() || greatest == null || BY_BITS.compare(Collections.min(ids, BY_BITS), greatest) > 0;
    }

    /** Takes note of decisions that were logged. */
    void add(List<Decision> decisions) {
        for (var decision : decisions) {
            var id = decision.request().id();
            greatest = greatest == null || BY_BITS.compare(id, greatest) > 0 ? id : greatest;
        }
    }
}
