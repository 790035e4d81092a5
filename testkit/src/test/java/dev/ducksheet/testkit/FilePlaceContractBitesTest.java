package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.FilePlace;
import dev.ducksheet.core.port.out.FilePlace.Found;
import dev.ducksheet.testkit.Interception.Around;
import dev.ducksheet.testkit.Interception.Call;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of places fails on a place that breaks a promise. */
final class FilePlaceContractBitesTest {
    private static Around fault = Call::proceed;

    /** A place with the fault of the moment. */
    static final class FaultyPlace extends TwinPlaceTest {
        private final FilePlace faulty = Interception.of(FilePlace.class, "place", place, fault);

        @Override
        protected FilePlace place() {
            return faulty;
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "gives half",
                        "a_file_comes_whole_and_its_size_is_told",
                        finding(FilePlaceContractBitesTest::half)),
                Arguments.of(
                        "tells no size",
                        "a_file_comes_whole_and_its_size_is_told",
                        finding(it -> new Found.Opened(it.bytes(), it.offset(), OptionalLong.empty(), it.mark()))),
                Arguments.of(
                        "takes nothing for no file",
                        "a_file_of_no_bytes_is_a_file",
                        finding(it -> it.size().orElseThrow() == 0 ? new Found.Refused("it is empty") : it)),
                Arguments.of(
                        "reads a plus as a blank",
                        "a_name_of_any_letters_finds_its_file",
                        opening(call -> call.with(
                                Source.of(source(call).url().replace("+", "%20")), 0L, Optional.empty(), given(call)))),
                Arguments.of(
                        "never goes on",
                        "what_is_missing_comes_alone_if_the_file_is_the_same",
                        opening(call -> call.with(source(call), 0L, Optional.empty(), given(call)))),
                Arguments.of(
                        "goes on in another file", "a_file_that_is_another_by_now_comes_from_the_start", goingOn()),
                Arguments.of(
                        "goes on in whatever is there",
                        "a_file_comes_from_the_start_if_it_cannot_be_told_whether_it_is_another",
                        goingOn()),
                Arguments.of(
                        "tells the query",
                        "what_is_not_there_is_refused_by_name_without_the_query",
                        opening(call -> new Found.Refused(source(call).url() + " is not there"))),
                Arguments.of(
                        "cannot be ended",
                        "what_is_cancelled_is_read_no_further",
                        opening(call -> call.with(source(call), 0L, Optional.empty(), new Cancellation()))));
    }

    private static Around opening(Around fault) {
        return call -> call.effect().equals("place.open") ? fault.call(call) : call.proceed();
    }

    private static Around finding(Function<Found.Opened, Found> fault) {
        return opening(call -> {
            var found = call.proceed();
            return found instanceof Found.Opened opened ? fault.apply(opened) : found;
        });
    }

    /** Takes whatever mark is given for the mark of the file that is there. */
    private static Around goingOn() {
        return opening(call -> {
            var there = (Found.Opened) call.with(source(call), 0L, Optional.empty(), new Cancellation());
            return call.with(source(call), call.arguments()[1], there.mark(), given(call));
        });
    }

    private static Found half(Found.Opened opened) {
        return new Found.Opened(
                new ByteArrayInputStream(new byte[150_000]), opened.offset(), opened.size(), opened.mark());
    }

    private static Source source(Call call) {
        return (Source) call.arguments()[0];
    }

    private static Cancellation given(Call call) {
        return (Cancellation) call.arguments()[3];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_place_with_a_fault_fails(String name, String test, Around planted) {
        fault = planted;
        assertThat(Biting.run(FaultyPlace.class, test).failed()).as(name).containsExactly(test);
    }

    @Test
    void a_place_without_a_fault_passes() {
        fault = Call::proceed;
        assertThat(Biting.run(FaultyPlace.class).failed()).isEmpty();
    }

    @Test
    void a_place_that_finds_nothing_fails_but_for_what_is_not_there() {
        fault = opening(call -> new Found.Refused(source(call).shown() + " is not there"));
        assertThat(Biting.run(FaultyPlace.class).passed())
                .containsExactly("what_is_not_there_is_refused_by_name_without_the_query");
    }
}
