package dev.ducksheet.seed;

/**
 * How many of the good records of a product file repeat an earlier one: in the proportions of the original file, which
 * had 466,693 skus, 499,994 pairs of sku and name, and 222,024 names in 500,000 records.
 *
 * <p>Records are numbered twice. By <em>place</em> they are the lines of the file. By <em>number</em> they are ordered
 * so that all the counts can be read off: the first {@link #skus} records are of one product each, product 0 first; the
 * others repeat the first {@link #repeated} products, once around and then once more. The names of the products go around
 * {@link #names} texts.
 */
record ProductShape(long good, long skus, long pairs, long names) {
    static final long ORIGINAL = 500_000;

    private static final long ORIGINAL_SKUS = 466_693;
    private static final long ORIGINAL_PAIRS = 499_994;
    private static final long ORIGINAL_NAMES = 222_024;
    private static final long RECORDS_FOR_ONE_BROKEN = 1000;

    static ProductShape of(long good) {
        return new ProductShape(
                good,
                good - share(good, ORIGINAL - ORIGINAL_SKUS),
                good - share(good, ORIGINAL - ORIGINAL_PAIRS),
                share(good, ORIGINAL_NAMES));
    }

    /** Rounds up, so that no trap is missing from a small file. */
    private static long share(long good, long ofOriginal) {
        return (good * ofOriginal + ORIGINAL - 1) / ORIGINAL;
    }

    /** Returns the number of broken records: one in a thousand, and each kind at least once. */
    long broken() {
        return Math.max(BrokenRecord.KINDS.size(), good / RECORDS_FOR_ONE_BROKEN);
    }

    /** Returns the number of products that have two or three records. */
    long repeated() {
        return (good - skus + 1) / 2;
    }

    long productOf(long number) {
        return number < skus ? number : (number - skus) % repeated();
    }

    /** Returns how many records with a smaller number have the same product: 0, 1 or 2. */
    int occurrenceOf(long number) {
        return number < skus ? 0 : (int) (1 + (number - skus) / repeated());
    }

    /**
     * Returns the number of the text that is the name: the product's own, or in most repetitions the second and fourth
     * after it. Neighbours may differ in their capitals alone, and pairs are to be as many without regard to them.
     */
    long nameOf(long number) {
        boolean repeatsThePair = number - skus < good - pairs;
        return (productOf(number) + (repeatsThePair ? 0 : 2 * occurrenceOf(number))) % names;
    }

    /** Returns how many of so many things, spread evenly over the good records, come right after that place: 0 or 1. */
    long dueAfter(long place, long things) {
        return (place + 1) * things / good - place * things / good;
    }
}
