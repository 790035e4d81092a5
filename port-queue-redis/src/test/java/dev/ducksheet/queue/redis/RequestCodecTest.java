package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Requests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in {@code request_duck}, ours and those of others. */
final class RequestCodecTest {
    private static final StreamPosition PLACE = StreamPosition.parse("life1/1767225600000-3");
    private static final CellUpdate EDIT =
            CellUpdate.of("sales", "quantity", new Operation.Set(CellValue.of(45)), CoreDriver.where("brand = 'B'"));

    private static CellUpdate read(String data) {
        return ((Request.UpdateCell) RequestCodec.decode(PLACE, Map.of("data", data))).update();
    }

    @Test
    void every_request_is_read_as_it_was_written() {
        assertThat(Requests.ofEveryKind())
                .allSatisfy(request -> assertThat(
                                RequestCodec.decode(PLACE, RequestCodec.encode(request, TraceContext.none())))
                        .isEqualTo(request));
    }

    @Test
    void the_context_of_a_trace_is_a_field_of_its_own_and_there_only_if_there_is_one() {
        var trace = new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var traced = RequestCodec.encode(Requests.set(1), trace);
        assertThat(traced).containsEntry("traceparent", trace.traceparent());
        assertThat(RequestCodec.trace(traced)).isEqualTo(trace);
        assertThat(RequestCodec.decode(PLACE, traced)).isEqualTo(Requests.set(1));
        var plain = RequestCodec.encode(Requests.set(1), TraceContext.none());
        assertThat(plain).doesNotContainKey("traceparent");
        assertThat(RequestCodec.trace(plain)).isEqualTo(TraceContext.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"table\": \"sales\", \"column\": \"quantity\", \"value\": 45, \"condition\": \"brand = 'B'\"}",
                "{\"data\": {\"table\": \"sales\", \"column\": \"quantity\", \"value\": 45.0, \"condition\": \"brand = 'B'\"}}",
                "{\"condition\": {\"brand\": \"B\"}, \"value\": 4.5e1, \"column\": \"quantity\", \"table\": \"sales\"}",
                "{\"table\": \"sales\", \"column\": \"quantity\", \"value\": 45, \"condition\": \"brand = 'B'\","
                        + " \"op\": \"set\", \"level\": 2}"
            })
    void what_others_write_by_hand_is_read(String data) {
        assertThat(read(data)).isEqualTo(EDIT);
    }

    @Test
    void an_entry_without_an_id_has_the_same_one_whenever_it_is_read_and_another_in_another_life_or_place() {
        var fields = Map.of(
                "data",
                WireJson.text(WireJson.object()
                        .put("table", "t")
                        .put("column", "c")
                        .put("value", 1)
                        .put("condition", "a = 1")));
        var id = RequestCodec.decode(PLACE, fields).id();
        assertThat(RequestCodec.decode(PLACE, fields).id()).isEqualTo(id);
        assertThat(RequestCodec.decode(StreamPosition.parse("life1/1767225600000-4"), fields)
                        .id())
                .isNotEqualTo(id);
        assertThat(RequestCodec.decode(StreamPosition.parse("life2/1767225600000-3"), fields)
                        .id())
                .isNotEqualTo(id);
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(1767225600000L);
    }

    @Test
    void ids_of_entries_are_ordered_as_redis_orders_them() {
        var entry = EntryId.parse("5-18446744073709551615");
        assertThat(entry).hasToString("5-18446744073709551615");
        assertThat(entry.isAfter(EntryId.parse("5-1"))).isTrue();
        assertThat(EntryId.parse("6-0").previous()).isEqualTo(entry);
        assertThat(EntryId.parse("5-1").previous()).isEqualTo(EntryId.parse("5-0"));
    }
}
