package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.UpdateId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which ids are in the update log, as far as the writer remembers: the newest 100,000 to 200,000, and the greatest of
 * those before. Ids are ordered by the time at which they were given, so hardly any new one is smaller than all that;
 * the clocks of servers would have to be apart by more than the newest ids reach back. So no statement needs to ask.
 */
final class LoggedIds {
    /** Some 10 MB at the most. */
    static final int ENOUGH_IN_GENERATION = 100_000;

    /** As the engine compares UUIDs, and as their texts are ordered. */
    static final Comparator<UpdateId> BY_BITS = (a, b) -> {
        int high = Long.compareUnsigned(
                a.value().getMostSignificantBits(), b.value().getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        a.value().getLeastSignificantBits(), b.value().getLeastSignificantBits());
    };

    /** The greatest id of those that are logged and in no generation. */
    private @Nullable UpdateId greatestForgotten;

    private Generation older = new Generation();
    private Generation newer = new Generation();

    /** Starts with the greatest id that is logged, empty if none is. */
    LoggedIds(Optional<UpdateId> greatest) {
        this.greatestForgotten = greatest.orElse(null);
    }

    static LoggedIds read(Session session) throws SQLException {
        var greatest = session.texts(Sql.of("""
                SELECT CAST(greatest AS VARCHAR) FROM (
                  SELECT max(greatest_id) AS greatest FROM workbook.ducksheet.update_log) WHERE greatest IS NOT NULL"""));
        return new LoggedIds(
                greatest.stream().flatMap(it -> UpdateId.parse(it).stream()).findFirst());
    }

    /** Returns those of the ids that are logged or may be; none of the others is. */
    List<UpdateId> mayHave(Collection<UpdateId> ids) {
        var greatest = greater(greatestForgotten, greater(older.greatest, newer.greatest));
        return ids.stream()
                .filter(id -> isAtMost(id, greatest))
                .filter(id -> isAtMost(id, greatestForgotten) || newer.has(id) || older.has(id))
                .toList();
    }

    /** Takes note of ids that were logged, and of one that none of them is greater than. */
    void add(List<UpdateId> ids, UpdateId greatest) {
        if (newer.ids.size() >= ENOUGH_IN_GENERATION) {
            greatestForgotten = greater(older.greatest, greatestForgotten);
            older = newer;
            newer = new Generation();
        }
        newer.add(ids, greatest);
    }

    private static boolean isAtMost(UpdateId id, @Nullable UpdateId bound) {
        return bound != null && BY_BITS.compare(id, bound) <= 0;
    }

    private static @Nullable UpdateId greater(@Nullable UpdateId a, @Nullable UpdateId b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return isAtMost(a, b) ? b : a;
    }

    /** Ids that were logged one after the other. */
    private static final class Generation {
        private final List<UpdateId> ids = new ArrayList<>();
        private final Set<UpdateId> looked = new HashSet<>();
        private @Nullable UpdateId greatest;

        void add(List<UpdateId> more, UpdateId greatestOfMore) {
            ids.addAll(more);
            greatest = greater(greatest, greatestOfMore);
        }

        /** Most ids asked for are greater than all, so the others are put in order when one is not. */
        boolean has(UpdateId id) {
            if (!isAtMost(id, greatest)) {
                return false;
            }
            looked.addAll(ids.subList(looked.size(), ids.size()));
            return looked.contains(id);
        }
    }
}
