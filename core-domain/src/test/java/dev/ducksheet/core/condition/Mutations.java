package dev.ducksheet.core.condition;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts of the corpus with pieces cut out, doubled, exchanged or put in, the same ones for the same seed. */
final class Mutations {
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "'",
            "\"",
            "=",
            "<",
            ">",
            ",",
            "-",
            "+",
            ".",
            "e",
            "9",
            " ",
            "\u0000",
            "\uD83E",
            "\uDD86",
            "\u202E",
            "\uFF07",
            "\uFEFF",
            "\\",
            "--",
            "/*",
            ";",
            "?",
            " AND ",
            " OR ",
            " NOT ",
            " IN ",
            " BETWEEN ",
            " LIKE ",
            " IS ",
            " NULL ",
            " TRUE ",
            " DATE ",
            " TIMESTAMP ",
            "SELECT",
            "((((((((",
            "NOT NOT NOT NOT ");

    private final List<String> texts = Stream.concat(Corpus.valid().stream(), Corpus.hostile().stream())
            .map(Corpus.Entry::text)
            .filter(text -> text.length() < 1000)
            .toList();

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    String next() {
        var text = new StringBuilder(one(texts));
        for (var i = random.nextInt(4); i >= 0; i--) {
            mutate(text);
        }
        return text.toString();
    }

    private void mutate(StringBuilder text) {
        var from = random.nextInt(text.length() + 1);
        var to = Math.min(text.length(), from + random.nextInt(6));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(to, text.substring(from, to));
            case 2 -> text.replace(from, to, one(PIECES));
            case 3 -> text.insert(from, one(texts));
            default -> text.insert(from, one(PIECES));
        }
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
