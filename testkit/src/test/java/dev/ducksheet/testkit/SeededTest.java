package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeededTest {

    @Test
    void a_property_is_checked_on_as_many_inputs_as_asked() {
        List<Long> drawn = new ArrayList<>();
        Seeded.check(100, random -> drawn.add(random.nextLong()));
        assertThat(drawn).hasSize(100);
        assertThat(new HashSet<>(drawn)).hasSize(100);
    }

    @Test
    void a_failure_tells_the_seed_that_replays_it() {
        List<Long> drawn = new ArrayList<>();
        Seeded.Property failing = random -> {
            drawn.add(random.nextLong());
            if (drawn.size() >= 3) {
                throw new IllegalStateException("third");
            }
        };
        var seed = seedOf(failing);
        System.setProperty(Seeded.SEED, seed);
        try {
            assertThatThrownBy(() -> Seeded.check(100, failing)).isInstanceOf(AssertionError.class);
        } finally {
            System.clearProperty(Seeded.SEED);
        }
        assertThat(drawn).hasSize(4);
        assertThat(drawn.get(3)).isEqualTo(drawn.get(2));
    }

    @Test
    void a_failed_assertion_is_told_like_any_other_failure() {
        assertThatThrownBy(() -> Seeded.check(1, random -> assertThat(1).isEqualTo(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("-Dducksheet.seed=")
                .hasCauseInstanceOf(AssertionError.class);
    }

    private static String seedOf(Seeded.Property failing) {
        try {
            Seeded.check(100, failing);
        } catch (AssertionError e) {
            return e.getMessage().replaceAll("-Dducksheet.seed=(-?\\d+) fails: third", "$1");
        }
        throw new IllegalStateException("did not fail");
    }
}
