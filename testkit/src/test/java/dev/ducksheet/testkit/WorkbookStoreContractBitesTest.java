package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.testkit.Interception.Around;
import dev.ducksheet.testkit.Interception.Call;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of stores fails on a store that breaks a promise. */
final class WorkbookStoreContractBitesTest {
    private static Function<InMemoryWorkbookStore, Around> fault = store -> Call::proceed;
    private static boolean forgetful;

    /** The twin with the fault of the moment. */
    static final class FaultyStore extends WorkbookStoreContract {
        @Override
        protected StoreShelf shelf() {
            return new FaultyShelf();
        }
    }

    private static final class FaultyShelf implements StoreShelf {
        private final IdentityHashMap<WorkbookStore, InMemoryWorkbookStore> twins = new IdentityHashMap<>();

        @Override
        public WorkbookStore open() {
            return faulty(new InMemoryWorkbookStore());
        }

        @Override
        public WorkbookLoader loader(WorkbookStore store) {
            return twin(store);
        }

        @Override
        public WorkbookStore reopen(WorkbookStore store) {
            return faulty(forgetful ? new InMemoryWorkbookStore() : twin(store).reopen());
        }

        private WorkbookStore faulty(InMemoryWorkbookStore twin) {
            var store = Interception.of(WorkbookStore.class, "store", twin, fault.apply(twin));
            twins.put(store, twin);
            return store;
        }

        private InMemoryWorkbookStore twin(WorkbookStore store) {
            return Objects.requireNonNull(twins.get(store));
        }
    }

    private static Arguments fault(String name, String test, Around around) {
        return Arguments.of(name, test, (Function<InMemoryWorkbookStore, Around>) store -> around);
    }

    static Stream<Arguments> writingFaults() {
        return Stream.of(
                fault("forgets to roll back", "a_close_without_a_commit_leaves_no_trace", StoreFaults.commitsOnClose()),
                fault(
                        "forgets to commit",
                        "a_commit_shows_everything_to_others_at_once",
                        StoreFaults.skipping("transaction.commit")),
                fault(
                        "accepts any version",
                        "a_version_that_does_not_follow_the_head_is_refused",
                        StoreFaults.acceptsAnyVersion()),
                fault(
                        "lets two write",
                        "a_second_transaction_is_refused_while_one_is_open",
                        StoreFaults.handsOutTheSameTransactionAgain()),
                fault(
                        "writes one cell everywhere",
                        "each_row_gets_its_own_cell",
                        StoreFaults.writesTheFirstCellEverywhere()),
                fault("writes nothing", "a_transaction_sees_its_own_writes", StoreFaults.skipping("transaction.write")),
                fault(
                        "records nothing",
                        "decided_tells_the_outcomes_of_earlier_transactions_only",
                        StoreFaults.skipping("transaction.record")),
                fault(
                        "decides by its own",
                        "decided_tells_the_outcomes_of_earlier_transactions_only",
                        StoreFaults.seesItsOwnDecisions()),
                fault(
                        "forgets fingerprints",
                        "uses_tells_the_first_use_of_a_key_in_earlier_transactions_only",
                        StoreFaults.forgetsPrints()),
                fault(
                        "keeps no keys",
                        "keys_are_kept_as_they_were_put_and_put_in_the_place_of_those_with_their_id",
                        StoreFaults.skipping("transaction.put")),
                fault("drops holds", "holds_come_in_the_order_in_which_they_were_placed", StoreFaults.dropsHolds()),
                fault(
                        "reverses holds",
                        "holds_come_in_the_order_in_which_they_were_placed",
                        StoreFaults.reversesHolds()),
                fault(
                        "forgets outcomes",
                        "every_kind_of_outcome_comes_back_as_it_was_recorded",
                        StoreFaults.forgets("outcome")),
                fault(
                        "forgets the position",
                        "an_empty_transaction_moves_the_position_alone",
                        StoreFaults.forgets("position")),
                fault(
                        "tells a change again",
                        "changes_come_back_as_they_were_recorded_ascending_and_consecutive",
                        StoreFaults.tellsTheSinceVersionToo()),
                fault(
                        "tells too many changes",
                        "changes_come_back_as_they_were_recorded_ascending_and_consecutive",
                        StoreFaults.tellsChangesWithoutLimit()),
                fault("retains from zero", "a_new_workbook_retains_no_changes", StoreFaults.retainsNothing()));
    }

    static Stream<Arguments> readingFaults() {
        return Stream.of(
                fault(
                        "mixes conditions up",
                        "matches_are_grouped_by_condition_in_the_given_order",
                        StoreFaults.mixesConditionsUp()),
                fault(
                        "matches a row once",
                        "a_row_that_several_conditions_match_comes_for_each_of_them",
                        StoreFaults.matchesEachRowOnce()),
                fault(
                        "reads whole rows always",
                        "whole_rows_come_for_the_first_matches_of_each_condition_only",
                        StoreFaults.readsWholeRowsAlways()),
                fault("sorts row ids", "rows_come_in_the_order_of_the_row_ids", StoreFaults.sortsRowIds()),
                fault(
                        "counts what it returns",
                        "nodes_are_counted_beyond_the_limit",
                        StoreFaults.countsOnlyWhatItReturns()),
                fault(
                        "looks too high",
                        "nodes_are_found_at_the_asked_depth_with_axes_left_open",
                        StoreFaults.looksOneLevelTooHigh()),
                fault(
                        "mixes leaves up",
                        "every_leaf_has_the_key_of_the_finest_row_that_counts_it",
                        StoreFaults.mixesLeavesUp()),
                fault(
                        "touches the finest only",
                        "the_rows_that_count_a_leaf_are_one_in_each_grouping_set",
                        StoreFaults.touchesTheFinestOnly()),
                fault(
                        "counts empty cells",
                        "rollup_rows_have_their_totals_and_the_number_of_values_in_them",
                        StoreFaults.countsEmptyCells()),
                fault(
                        "drops empty levels",
                        "rollup_rows_have_their_totals_and_the_number_of_values_in_them",
                        StoreFaults.dropsEmptyLevels()),
                fault(
                        "tells totals of any size",
                        "a_total_beyond_its_column_is_not_told",
                        StoreFaults.tellsTotalsOfAnySize()),
                fault("holds no leaf", "leaves_that_a_hold_matches_are_held", StoreFaults.holdsNoLeaf()),
                fault("forgets nodes", "the_leaves_under_a_node_tell_the_levels_below_it", StoreFaults.forgetsNodes()),
                fault("forgets the leaf order", "the_leaf_order_is_that_of_the_key", StoreFaults.forgetsTheLeafOrder()),
                fault("weighs by the values", "weights_are_those_of_the_same_leaves", StoreFaults.weighsByTheValues()),
                fault("sorts one way", "rows_are_sorted_with_empty_cells_last_either_way", StoreFaults.sortsOneWay()),
                fault(
                        "sorts empty cells first",
                        "a_page_resumes_among_empty_cells_and_equals",
                        StoreFaults.sortsEmptyCellsFirst()),
                fault("shows everything", "only_rows_that_the_filter_matches_come", StoreFaults.showsEverything()),
                fault("ignores the limit", "the_limit_cuts_and_the_rest_can_be_had", StoreFaults.ignoresTheLimit()),
                fault(
                        "loses a row of each page",
                        "pages_of_every_size_make_up_the_whole_whatever_the_sort",
                        StoreFaults.losesTheLastRowOfAPage()),
                Arguments.of("has no snapshots", "a_snapshot_does_not_see_what_is_committed_later", (Function<
                                InMemoryWorkbookStore, Around>)
                        StoreFaults::readsWhatIsNewest));
    }

    /** Faults that drawn workbooks show, whatever the seed. */
    static Stream<Arguments> disagreements() {
        var test = "a_store_reads_what_the_twin_reads";
        return Stream.of(
                fault("disagrees on matches", test, StoreFaults.mixesConditionsUp()),
                fault("disagrees on rows", test, StoreFaults.readsWholeRowsAlways()),
                fault("disagrees on nodes", test, StoreFaults.looksOneLevelTooHigh()),
                fault("disagrees on keys", test, StoreFaults.touchesTheFinestOnly()),
                fault("disagrees on totals", test, StoreFaults.countsEmptyCells()),
                fault("disagrees on holds", test, StoreFaults.holdsNoLeaf()),
                fault("disagrees on paths", test, StoreFaults.forgetsNodes()),
                fault("disagrees on sorting", test, StoreFaults.sortsOneWay()),
                fault("disagrees on filters", test, StoreFaults.showsEverything()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"writingFaults", "readingFaults", "disagreements"})
    void a_store_with_a_fault_fails(String name, String test, Function<InMemoryWorkbookStore, Around> planted) {
        fault = planted;
        assertThat(Biting.run(FaultyStore.class, test).failed()).as(name).containsExactly(test);
    }

    @Test
    void a_store_that_forgets_everything_at_its_end_fails() {
        fault = store -> Call::proceed;
        forgetful = true;
        try {
            var test = "what_is_committed_outlives_the_process";
            assertThat(Biting.run(FaultyStore.class, test).failed()).containsExactly(test);
        } finally {
            forgetful = false;
        }
    }

    @Test
    void a_store_without_a_fault_passes() {
        fault = store -> Call::proceed;
        assertThat(Biting.run(FaultyStore.class).failed()).isEmpty();
    }

    @Test
    void a_store_that_does_nothing_fails_wherever_something_is_to_come() {
        fault = store -> StoreFaults.doesNothing();
        var result = Biting.run(FaultyStore.class);
        assertThat(result.passed())
                .containsExactlyInAnyOrder(
                        "a_new_workbook_has_no_sheets",
                        "a_new_workbook_is_at_version_zero_and_has_no_position",
                        "a_snapshot_may_be_closed_again",
                        "a_table_may_be_empty",
                        "an_empty_table_matches_nothing",
                        "no_conditions_match_nothing",
                        "the_epoch_stays_the_same_within_a_history");
    }
}
