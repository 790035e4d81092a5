package dev.ducksheet.seed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The texts that products are made of: among plain words those that careless readers stumble over. */
final class ProductWords {
    /** What stands before a code, or nothing does; their lower case is the same, letter by letter, in DuckDB as in Java. */
    static final List<Cased> PREFIXES = cased("Sku-", "Art.", "\u00c4hre ", "\u0416\u0423\u041a-", "E\u0301-", "");

    static final List<Cased> ADJECTIVES = cased(
            "Quiet",
            "Round",
            "Blue",
            "Folding",
            "Cr\u00e8me",
            "Cafe\u0301",
            "Large, blue",
            "So-called \"good\"",
            "Old",
            "Wooden",
            "Light",
            "Sturdy",
            "\u0397\u03c3\u03c5\u03c7\u03bf",
            "\u041a\u0440\u0430\u0441\u043d\u044b\u0439",
            "Tall",
            "Plain");

    static final List<Cased> NOUNS = cased(
            "Lamp",
            "Table",
            "Chair",
            "12\" Pan",
            "Duck \ud83e\udd86",
            "Sofa\nof two parts",
            "Jar \ud83d\udc69\u200d\ud83c\udf73",
            "Shelf",
            "Basket, small",
            "Mug",
            "\u9752\u3044 Vase",
            "Rug",
            "\u05e9\u05d5\u05dc\u05d7\u05df Desk",
            "Clock",
            "Bench",
            "Stool");

    static final List<Word> BEGINNINGS = words(
            "",
            "Made by hand, ",
            "Comes in a box of \"twelve\"; ",
            "First line\nsecond line, ",
            "Neu im Sortiment: ",
            "Na\u00efve design, ",
            "\ud83c\udd95 ",
            "As seen everywhere: ");

    static final List<Word> ENDS = words(
            "for every kitchen",
            "for indoor use only",
            "machine washable",
            "assembly takes minutes",
            "batteries not included",
            "with a warranty of two years",
            "keeps its colour",
            "sold by weight",
            "lasts a lifetime",
            "ships within a week",
            "one size fits all",
            "recycled material",
            "not for children under three",
            "stackable",
            "dishwasher safe",
            "handle with care");

    static final Word REVISED = new Word(" (revised)");

    private ProductWords() {}

    /** A piece of a cell as it stands in a file, quotes doubled, and whether the cell must then be quoted. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Word(byte[] bytes, boolean quoted) {
        Word(String text) {
            this(
                    text.replace("\"", "\"\"").getBytes(StandardCharsets.UTF_8),
                    text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n'));
        }
    }

    /** A word as it is written, and in capitals and small letters. */
    record Cased(Word written, Word upper, Word lower) {
        Cased(String text) {
            this(new Word(text), new Word(text.toUpperCase(Locale.ROOT)), new Word(text.toLowerCase(Locale.ROOT)));
        }
    }

    private static List<Cased> cased(String... texts) {
        return Stream.of(texts).map(Cased::new).toList();
    }

    private static List<Word> words(String... texts) {
        return Stream.of(texts).map(Word::new).toList();
    }
}
