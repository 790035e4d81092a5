package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

/** The window follows what Redis can do, so that no answer takes as long as the time-out. */
final class WindowTest {
    private static final Duration SLOW = Duration.ofMillis(300);
    private static final long TIME_OUT = Duration.ofMillis(900).toNanos();
    private static final int FAR_TOO_MANY = 1_000_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Window window = new Window(SLOW);
    private final long start = System.nanoTime();

    /**
     * Offers more than a server answers that does so one after the other, and returns the longest time that one of the
     * second half of the requests took.
     */
    private long offer(int answersPerSecond, int seconds) {
        long each = SECOND / answersPerSecond;
        var underWay = new ArrayDeque<Long>();
        long longest = 0;
        long now = start;
        for (long answers = 0; answers < (long) answersPerSecond * seconds; answers++) {
            while (underWay.size() < FAR_TOO_MANY && window.enter()) {
                underWay.add(now);
            }
            now += each;
            long sent = underWay.remove();
            window.leave(sent, now);
            longest = answers * 2 > (long) answersPerSecond * seconds ? Math.max(longest, now - sent) : longest;
        }
        return longest;
    }

    private int fill() {
        int entered = 0;
        while (entered < FAR_TOO_MANY && window.enter()) {
            entered++;
        }
        return entered;
    }

    @Test
    void a_slow_server_gets_as_much_at_a_time_as_it_answers_long_before_the_time_out() {
        assertThat(offer(1_500, 20)).isLessThan(TIME_OUT);
        assertThat(window.size()).isBetween(100, 1_000);
    }

    @Test
    void a_fast_server_gets_ever_more() {
        assertThat(offer(50_000, 2)).isLessThan(TIME_OUT);
        assertThat(window.size()).isGreaterThan(5_000);
    }

    @Test
    void after_slow_moments_it_is_soon_as_wide_as_before_even_if_little_is_asked() {
        int before = window.size();
        long now = start;
        for (int i = 0; i < 5; i++) {
            window.enter();
            now += SECOND;
            window.leave(now - SECOND + 1, now);
        }
        assertThat(window.size()).isLessThan(before / 2);
        for (int i = 0; i < before; i++) {
            window.enter();
            window.leave(now, now + 1);
        }
        assertThat(window.size()).isEqualTo(before);
    }

    @Test
    void what_does_not_fit_is_turned_away_until_an_answer_comes() {
        assertThat(fill()).isEqualTo(window.size());
        window.leave(start, start + 1);
        assertThat(window.enter()).isTrue();
    }

    @Test
    void one_slow_moment_narrows_it_once_however_many_answers_were_slow_in_it() {
        fill();
        int before = window.size();
        for (int i = 0; i < before / 2; i++) {
            window.leave(start, start + SECOND);
        }
        assertThat(window.size()).isBetween(before / 2, before * 3 / 4);
    }
}
