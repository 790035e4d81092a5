package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change was, in {@code response_duck} and in outcomes. */
final class EventCodecTest {
    private static Event sent(Event event) {
        var data = WireJson.object();
        EventCodec.write(data, event);
        return EventCodec.read(WireJson.parse("data", WireJson.text(data)));
    }

    @Test
    void what_rows_became_is_read_as_it_was_written() {
        var events = List.of(
                new Event.RowsImported(1, 2, 3, Long.MAX_VALUE),
                new Event.RowsInserted(1, 2),
                new Event.RowsUpdated(List.of("quantity", "a \"name\"")),
                new Event.RowsDeleted(),
                new Event.Undone(new Version(7)),
                Event.cells());
        assertThat(events).allSatisfy(event -> assertThat(sent(event)).isEqualTo(event));
    }
}
