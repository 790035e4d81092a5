package dev.ducksheet.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of event that there is has its types, or is told to nobody on purpose. */
final class EventMappingTest {
    private static final Table TABLE = new Table("t", List.of(Column.of("id", ColumnType.integer())), List.of());

    private static final Map<Event, List<EventType>> TYPES = Map.ofEntries(
            Map.entry(Event.cells(), List.of(EventType.CELL_UPDATED)),
            Map.entry(new Event.RowsInserted(2, 0), List.of(EventType.ROWS_CREATED)),
            Map.entry(new Event.RowsInserted(0, 0), List.of(EventType.ROWS_CREATED)),
            Map.entry(new Event.RowsInserted(0, 2), List.of(EventType.ROWS_UPDATED)),
            Map.entry(new Event.RowsInserted(1, 1), List.of(EventType.ROWS_CREATED, EventType.ROWS_UPDATED)),
            Map.entry(new Event.RowsImported(1, 1, 1, 1), List.of(EventType.IMPORT_COMPLETED, EventType.JOB_COMPLETED)),
            Map.entry(new Event.RowsUpdated(List.of("a")), List.of(EventType.ROWS_UPDATED)),
            Map.entry(new Event.RowsDeleted(), List.of(EventType.ROWS_DELETED)),
            Map.entry(new Event.Undone(new Version(1)), List.of(EventType.ROWS_UPDATED)),
            Map.entry(new Event.TableCreated(TABLE), List.of(EventType.TABLE_CREATED)),
            Map.entry(new Event.TableAltered(TABLE), List.of(EventType.TABLE_ALTERED)),
            Map.entry(new Event.TableDropped(), List.of(EventType.TABLE_DROPPED)),
            Map.entry(
                    new Event.TableAggregated(new Aggregation(
                            "a", new Grouped("t", List.of("id"), "n", List.of()), Aggregation.Refresh.MANUAL)),
                    List.of(EventType.TABLE_CREATED)),
            Map.entry(new Event.RollupDropped(), List.of(EventType.TABLE_DROPPED)),
            Map.entry(new Event.QuerySaved(new SavedQuery("q", "SELECT 1", "", List.of())), List.of()),
            Map.entry(new Event.QueryDropped(), List.of()));

    private static Change change(Event event) {
        return new Change(
                new Version(1), new UpdateId(new UUID(0, 1)), "t", "", "ann", Instant.EPOCH, 1, List.of(), event);
    }

    @Test
    void each_event_has_its_types() {
        TYPES.forEach((event, types) -> assertThat(EventMapping.types(change(event)))
                .as(event.toString())
                .isEqualTo(types));
    }

    /** A rollup takes more words to define than this test has; it is told as a table is. */
    @Test
    void no_event_is_left_out() {
        Set<Class<?>> tried = Stream.concat(
                        TYPES.keySet().stream().map(Object::getClass), Stream.of(Event.RollupDefined.class))
                .collect(Collectors.toSet());

        assertThat(tried).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    }

    @Test
    void a_schedule_gives_each_pause_once_longer_by_its_jitter_at_most_and_no_shorter_than_asked() {
        var schedule = RetrySchedule.standard();
        var random = new Random(7);
        for (int tries = 1; tries <= schedule.pauses().size(); tries++) {
            var pause = schedule.pauses().get(tries - 1);
            assertThat(schedule.pause(tries, Optional.empty(), random))
                    .get()
                    .satisfies(it -> assertThat(it).isBetween(pause, pause.plus(pause.dividedBy(10))));
        }
        assertThat(schedule.pauses()).hasSize(9);
        assertThat(schedule.pause(10, Optional.of(Duration.ofSeconds(1)), random))
                .isEmpty();
        assertThat(schedule.pause(1, Optional.of(Duration.ofMinutes(9)), random))
                .contains(Duration.ofMinutes(9));
        assertThat(schedule.pause(1, Optional.of(Duration.ofDays(9)), random)).contains(Duration.ofDays(1));
    }
}
