package dev.ducksheet.seed;

import dev.ducksheet.seed.ProductWords.Cased;
import dev.ducksheet.seed.ProductWords.Word;
import java.util.List;

/** Writes the good records of a product file: what stands in one follows from the seed and its number alone. */
final class ProductRecords {
    /** A code of so many digits of five bits each is another one for each product. */
    private static final int DIGITS = 8;

    /** Odd, so that multiplying by it loses nothing of the lowest bits. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private final ProductShape shape;
    private final Edition edition;
    private final long seed;
    private final CsvBytes out;

    ProductRecords(ProductShape shape, Edition edition, long seed, CsvBytes out) {
        this.shape = shape;
        this.edition = edition;
        this.seed = mixed(seed);
        this.out = out;
    }

    /** Writes the record of that number. */
    void write(long number) {
        long product = shape.productOf(number);
        putSku(product, shape.occurrenceOf(number));
        putName(edition.renames(shape, product) ? shape.names() + product : shape.nameOf(number));
        putDescription(product, mixed(seed ^ number));
    }

    /** Writes the record of a product that the first edition does not have. */
    void writeAdded(long added) {
        long product = shape.skus() + added;
        putSku(product, 0);
        putName(product % shape.names());
        putDescription(product, mixed(~seed ^ product));
    }

    /** The same product is spelled in capitals the first time, in small letters the second, in both the third. */
    private void putSku(long product, int occurrence) {
        Cased prefix = of(ProductWords.PREFIXES, mixed(seed + product));
        out.put((occurrence == 1 ? prefix.lower() : prefix.upper()).bytes());
        out.putCode(product * SCATTER + seed, DIGITS, occurrence > 0).put(',');
    }

    /** Every sixteenth name differs from the one before only in its capitals. */
    private void putName(long name) {
        boolean capitals = name % 16 == 1;
        long number = capitals ? name - 1 : name;
        long drawn = mixed(seed - number);
        Word adjective = inCase(of(ProductWords.ADJECTIVES, drawn), capitals);
        Word noun = inCase(of(ProductWords.NOUNS, drawn >>> 16), capitals);
        boolean quoted = adjective.quoted() || noun.quoted();
        putQuote(quoted);
        out.put(adjective.bytes()).put(' ').put(noun.bytes()).put(' ').putNumber(number);
        putQuote(quoted);
        out.put(',');
    }

    private void putDescription(long product, long drawn) {
        boolean revised = edition.describesAnew(product);
        if (drawn % 64 != 0) {
            putSentence(of(ProductWords.BEGINNINGS, drawn), of(ProductWords.ENDS, drawn >>> 16), drawn, revised);
        } else if (revised) {
            out.put(ProductWords.REVISED.bytes());
        }
        out.put('\n');
    }

    private void putSentence(Word beginning, Word end, long drawn, boolean revised) {
        boolean quoted = beginning.quoted() || end.quoted();
        putQuote(quoted);
        out.put(beginning.bytes()).put(end.bytes()).put(' ').putNumber(drawn >>> 44);
        if (revised) {
            out.put(ProductWords.REVISED.bytes());
        }
        putQuote(quoted);
    }

    private void putQuote(boolean quoted) {
        if (quoted) {
            out.put('"');
        }
    }

    private static Word inCase(Cased word, boolean capitals) {
        return capitals ? word.upper() : word.written();
    }

    private static <T> T of(List<T> choices, long drawn) {
        return choices.get((int) ((drawn & 0xFFFF) % choices.size()));
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): numbers that are near become numbers that are not. */
    private static long mixed(long number) {
        long z = number * SCATTER;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
