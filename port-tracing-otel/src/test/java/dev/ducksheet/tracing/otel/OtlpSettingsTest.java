package dev.ducksheet.tracing.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OtlpSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/traces",
        "https://c.example/otlp/, https://c.example/otlp/v1/traces",
        "http://c.example/v1/traces, http://c.example/v1/traces"
    })
    void spans_are_posted_to_the_path_of_otlp(String collector, String endpoint) {
        assertThat(new OtlpSettings(URI.create(collector), 1).endpoint()).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"collector:4318", "ftp://c", "http://", "http://a:b@c", "http://c?d", "http://c#d", "no uri"})
    void what_is_no_collector_is_told(String address) {
        assertThat(OtlpSettings.isCollector(address)).isFalse();
    }

    @Test
    void a_part_is_0_to_1() {
        assertThatThrownBy(() -> new OtlpSettings(URI.create("http://c"), 1.1)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> new OtlpSettings(URI.create("http://c"), Double.NaN))
                .hasMessageContaining("NaN");
    }
}
