package dev.ducksheet.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimiterTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may be anything, and overflow
    private final RateLimiter limiter = new RateLimiter(RateLimit.parse("2/10"), now::get);

    @Test
    void a_window_begins_with_the_first_request_and_another_when_it_is_over() {
        assertThat(limiter.take("a").state()).isEqualTo("\"key\";r=1;t=10");
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(limiter.take("a").state()).isEqualTo("\"key\";r=0;t=6");
        assertThat(limiter.take("a").isAdmitted()).isFalse();
        assertThat(limiter.take("b").isAdmitted()).isTrue();
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(limiter.take("a").isAdmitted()).isTrue();
    }

    @Test
    void callers_that_stay_away_are_forgotten() {
        for (int i = 0; i < 30_000; i++) {
            limiter.take("caller " + i);
            now.addAndGet(Duration.ofMillis(2).toNanos());
        }
        assertThat(limiter.callers()).isLessThanOrEqualTo(10_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0/1", "1/0", "1", "-1/1", "1/1/1", "one/1", "off ", "1000000000/1", "1/100000"})
    void what_is_no_limit_is_refused(String text) {
        assertThatThrownBy(() -> RateLimit.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void off_is_off() {
        assertThat(new RateLimiter(RateLimit.parse("off"), now::get).isOff()).isTrue();
        assertThat(limiter.isOff()).isFalse();
    }
}
