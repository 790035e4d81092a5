package dev.ducksheet.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ducksheet.core.condition.ParseResult.Malformed;
import dev.ducksheet.core.condition.ParseResult.Parsed;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionParserTest {
    private static final long SEED = Long.getLong("ducksheet.seed", System.nanoTime());

    static List<Corpus.Entry> valid() {
        return Corpus.valid();
    }

    static List<Corpus.Entry> hostile() {
        return Corpus.hostile();
    }

    @Test
    void the_corpus_is_large_and_says_nothing_twice() {
        assertThat(valid())
                .hasSizeGreaterThanOrEqualTo(150)
                .extracting(Corpus.Entry::text)
                .doesNotHaveDuplicates();
        assertThat(hostile())
                .hasSizeGreaterThanOrEqualTo(150)
                .extracting(Corpus.Entry::text)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void valid_text_gives_the_tree_that_it_means(Corpus.Entry entry) {
        assertThat(Tree.of(parsed(entry.text()))).isEqualTo(entry.expected());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void canonical_spelling_reads_back_as_the_same_tree_and_spells_the_same_again(Corpus.Entry entry) {
        var condition = parsed(entry.text());
        var text = condition.text();
        if (text.length() <= ConditionParser.MAX_LENGTH) {
            assertThat(parsed(text)).isEqualTo(condition);
            assertThat(parsed(text).text()).isEqualTo(text);
        } else {
            assertThat(malformed(text).position()).isEqualTo(ConditionParser.MAX_LENGTH);
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostile_text_is_refused_where_it_goes_wrong(Corpus.Entry entry) {
        var malformed = malformed(entry.text());
        var expected = entry.expected().split(" \\| ", 2);
        assertThat(malformed.message()).contains(expected[1]);
        assertThat(malformed.position()).isEqualTo(Integer.parseInt(expected[0]));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void message_is_one_short_visible_line_that_names_the_position(Corpus.Entry entry) {
        var malformed = malformed(entry.text());
        assertThat(malformed.message())
                .contains("position " + malformed.position())
                .hasSizeLessThan(300);
        assertThat(malformed.message()).doesNotContainPattern("\\p{C}");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void valid_text_cut_off_anywhere_gives_a_result(Corpus.Entry entry) {
        var step = Math.max(1, entry.text().length() / 50);
        IntStream.iterate(0, end -> end < entry.text().length(), end -> end + step)
                .forEach(end -> parseSafely(entry.text().substring(0, end)));
    }

    @Test
    void columns_know_where_the_text_mentions_them() {
        var condition = parsed("NOT a = 1 AND (\"b\" IN (2) OR größe IS NULL) AND a < 5");
        assertThat(condition.columns()).extracting(ColumnName::name).containsExactly("a", "b", "größe");
        assertThat(condition.columns()).extracting(ColumnName::position).containsExactly(4, 15, 29);
    }

    @Test
    void positions_count_utf_16_units() {
        assertThat(malformed("a = '\uD83E\uDD86' b").position()).isEqualTo(9);
    }

    @Test
    void random_trees_are_read_back_from_their_spelling() {
        var conditions = new RandomConditions(SEED);
        for (var i = 0; i < 5_000; i++) {
            var condition = conditions.next();
            var text = condition.text();
            assertThat(ConditionParser.parse(text))
                    .as("seed %d, round %d: %s", SEED, i, text)
                    .isEqualTo(new Parsed(condition));
        }
    }

    @Test
    void mutated_text_never_throws_and_never_points_outside() {
        var mutations = new Mutations(new Random(SEED));
        for (var i = 0; i < 20_000; i++) {
            var text = mutations.next();
            try {
                parseSafely(text);
            } catch (Throwable e) {
                fail("seed %d, round %d: %s".formatted(SEED, i, text), e);
            }
        }
    }

    private static void parseSafely(String text) {
        var result = ConditionParser.parse(text);
        if (result instanceof Malformed malformed) {
            assertThat(malformed.position()).isBetween(0, text.length());
        } else {
            assertThat(parsed(text).text()).isNotEmpty();
        }
    }

    private static Condition parsed(String text) {
        var result = ConditionParser.parse(text);
        assertThat(result).isInstanceOf(Parsed.class);
        return ((Parsed) result).condition();
    }

    private static Malformed malformed(String text) {
        var result = ConditionParser.parse(text);
        assertThat(result).isInstanceOf(Malformed.class);
        return (Malformed) result;
    }
}
