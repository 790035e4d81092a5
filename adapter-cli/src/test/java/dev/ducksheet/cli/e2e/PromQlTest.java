package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.cli.e2e.PromQl.Selector;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PromQlTest {
    @Test
    void names_are_told_from_functions_labels_and_numbers() {
        assertThat(PromQl.metrics("histogram_quantile(0.99, sum by (job, le) (rate(a_bucket{x=\"b_c\"}[5m]))) > 1e3"))
                .containsExactly("a_bucket");
        assertThat(PromQl.metrics(
                        "sum(a_total) / on (x) group_left (y) (b:c unless max by (z) (d offset 5m)) or e > bool 2"))
                .containsExactly("a_total", "b:c", "d", "e");
        assertThat(PromQl.metrics("rate(a{i=~\"$i\"}[$__rate_interval]) and topk (3, b)"))
                .containsExactly("a", "b");
        assertThat(PromQl.metrics("42")).isEmpty();
    }

    @Test
    void labels_are_told_from_their_values() {
        assertThat(PromQl.selectors("a{x=\"y=z\", u!~\"v\"} + b + c{}"))
                .containsExactlyInAnyOrder(new Selector("a", Set.of("x", "u")), new Selector("c", Set.of()));
    }
}
