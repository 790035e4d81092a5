package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.ChangeFeed.Subscription;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import dev.ducksheet.testkit.Interception.Around;
import dev.ducksheet.testkit.Interception.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of feeds fails on a feed that breaks a promise. */
@SuppressWarnings("UnnecessaryLambda") // a fault with a memory is made anew for each run
final class ChangeFeedContractBitesTest {
    private static Supplier<Around> fault = () -> Call::proceed;

    /** A feed with the fault of the moment. */
    static final class FaultyFeed extends ChangeFeedContract {
        @Override
        protected ChangeFeed create(int capacity) {
            return Interception.of(ChangeFeed.class, "feed", new InProcessChangeFeed(capacity), fault.get());
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("wakes nobody", "a_listener_is_woken_after_each_publication_and_then_finds_it", deaf()),
                Arguments.of("wakes once only", "a_listener_is_woken_after_each_publication_and_then_finds_it", once()),
                Arguments.of("loses a change", "what_was_published_comes_back_ascending_and_consecutive", losing()),
                Arguments.of("appends repeats", "publishing_again_has_no_effect", repeating()),
                Arguments.of("ignores the limit", "at_most_so_many_come_as_asked_for", unlimited()),
                Arguments.of("is empty at the head", "a_version_that_is_yet_to_come_is_not_there", emptyAtHead()),
                Arguments.of("skips a gap", "a_gap_is_never_skipped_over", skippingGaps()),
                Arguments.of("wakes while publishing", "a_slow_listener_never_holds_up_publishing", inline()),
                Arguments.of("wakes on the caller's thread", "a_listener_is_woken_on_a_thread_of_the_feed", inline()),
                Arguments.of("never lets go", "a_subscription_that_is_closed_hears_no_more", clinging()));
    }

    private static Supplier<Around> deaf() {
        return () -> call -> call.effect().equals("feed.subscribe") ? (Subscription) () -> {} : call.proceed();
    }

    private static Supplier<Around> once() {
        return () -> call -> {
            if (!call.effect().equals("feed.subscribe")) {
                return call.proceed();
            }
            var wakeUp = (Runnable) call.arguments()[0];
            var woken = new ArrayList<Runnable>();
            return call.with((Runnable) () -> {
                if (woken.isEmpty()) {
                    woken.add(wakeUp);
                    wakeUp.run();
                }
            });
        };
    }

    @SuppressWarnings("unchecked")
    private static List<Change> changes(Call call) {
        return (List<Change>) call.arguments()[0];
    }

    private static Supplier<Around> losing() {
        return () -> call -> call.effect().equals("feed.publish")
                ? call.with(changes(call).stream()
                        .filter(change -> change.version().number() != 2)
                        .toList())
                : call.proceed();
    }

    private static Supplier<Around> repeating() {
        return () -> {
            var all = new ArrayList<Change>();
            return call -> {
                if (call.effect().equals("feed.publish")) {
                    all.addAll(changes(call));
                    return null;
                }
                return call.effect().equals("feed.after") ? Optional.of(List.copyOf(all)) : call.proceed();
            };
        };
    }

    private static Supplier<Around> unlimited() {
        return () ->
                call -> call.effect().equals("feed.after") ? call.with(call.arguments()[0], 1_000) : call.proceed();
    }

    private static Supplier<Around> emptyAtHead() {
        return () -> call -> {
            var result = call.proceed();
            return result instanceof Optional<?> found && found.isEmpty() ? Optional.of(List.of()) : result;
        };
    }

    private static Supplier<Around> skippingGaps() {
        return () -> call -> {
            var result = call.proceed();
            for (long skipped = 1; skipped < 5 && result instanceof Optional<?> it && it.isEmpty(); skipped++) {
                var since = (Version) call.arguments()[0];
                result = call.with(new Version(since.number() + skipped), call.arguments()[1]);
            }
            return result;
        };
    }

    private static Supplier<Around> inline() {
        return () -> {
            var listeners = new CopyOnWriteArrayList<Runnable>();
            return call -> {
                if (call.effect().equals("feed.subscribe")) {
                    listeners.add((Runnable) call.arguments()[0]);
                    return (Subscription) () -> {};
                }
                var result = call.proceed();
                if (call.effect().equals("feed.publish")) {
                    listeners.forEach(Runnable::run);
                }
                return result;
            };
        };
    }

    private static Supplier<Around> clinging() {
        return () -> call -> {
            var result = call.proceed();
            return result instanceof Subscription ? (Subscription) () -> {} : result;
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_feed_with_a_fault_fails(String name, String test, Supplier<Around> planted) {
        fault = planted;
        assertThat(Biting.run(FaultyFeed.class, test).failed()).as(name).containsExactly(test);
    }

    @Test
    void a_feed_without_a_fault_passes() {
        fault = () -> Call::proceed;
        assertThat(Biting.run(FaultyFeed.class).failed()).isEmpty();
    }

    @Test
    void a_feed_that_does_nothing_fails_wherever_something_is_to_come() {
        fault = () -> call -> switch (call.method().getName()) {
            case "after" -> Optional.empty();
            case "subscribe" -> (Subscription) () -> {};
            default -> null;
        };
        assertThat(Biting.run(FaultyFeed.class).passed())
                .containsExactlyInAnyOrder(
                        "an_empty_feed_has_no_version",
                        "a_version_that_is_yet_to_come_is_not_there",
                        "close_is_repeatable_and_ends_the_wake_ups");
    }
}
