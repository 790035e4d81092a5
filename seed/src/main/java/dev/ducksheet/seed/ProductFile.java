package dev.ducksheet.seed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A CSV file of products to import, {@code sku,name,description}, of any size, with counts that are known beforehand.
 *
 * <p>It has the shape of a file that importers were tried with: 500,000 good records of 466,693 skus, 499,994 pairs of sku
 * and name, and 222,024 names, and so in proportion. Skus are compared without regard to case, as by DuckDB's
 * {@code lower()}: each code point by its own lower case, so that {@code ÄHRE} is {@code ähre}, while an É of one code
 * point is not an E with an accent after it. Names are compared exactly; no product has two
 * that differ in case alone, so that pairs are as many under a key that regards the case of names and under one that does
 * not. Products that have several records have them
 * anywhere in the file, with the sku spelled in capitals, in small letters and in both, and with other descriptions. Names
 * and descriptions have commas, quotes and newlines in them, and characters of all planes. Among the good records are
 * broken ones, one in a thousand and at least eleven, each of which a careful reader rejects by itself: see
 * {@code BrokenRecord}.
 *
 * <p>The same size and seed give the same bytes on every machine. Immutable and thread-safe.
 */
public final class ProductFile {
    /** The number of good records of the original file. */
    public static final long ORIGINAL_RECORDS = ProductShape.ORIGINAL;

    /** The fewest good records: with fewer, the traps find no room. */
    public static final long MIN_RECORDS = 20;

    /** The most good records. */
    public static final long MAX_RECORDS = 1_000_000_000;

    private static final byte[] HEADER = "sku,name,description\n".getBytes(StandardCharsets.US_ASCII);

    private final ProductShape shape;
    private final Edition edition;
    private final long seed;

    private ProductFile(ProductShape shape, Edition edition, long seed) {
        this.shape = shape;
        this.edition = edition;
        this.seed = seed;
    }

    /**
     * Returns the file of so many good records and that seed.
     *
     * @throws IllegalArgumentException if no file has so many
     */
    public static ProductFile of(long records, long seed) {
        if (records < MIN_RECORDS || records > MAX_RECORDS) {
            throw new IllegalArgumentException(
                    records + " records; a product file has between " + MIN_RECORDS + " and " + MAX_RECORDS);
        }
        return new ProductFile(ProductShape.of(records), Edition.FIRST, seed);
    }

    /**
     * What a file has.
     *
     * @param records good and broken ones, without the header
     * @param rejected the broken ones among them
     * @param skus the distinct ones of good records, without regard to case
     * @param pairs the distinct ones of a sku, without regard to case, and a name
     * @param names the distinct ones of good records
     */
    public record Counts(long records, long rejected, long skus, long pairs, long names) {
        /** Returns the number of good records whose sku a later one has too, so that under the key sku it wins. */
        public long supersededBySku() {
            return records - rejected - skus;
        }

        /** Returns the number of good records whose sku and name a later one has too. */
        public long supersededByPair() {
            return records - rejected - pairs;
        }
    }

    /** What importing a revised file changes in a table that has the file, under the key sku, the last record winning. */
    public record Difference(long updated, long added, long unchanged) {}

    /** Returns the counts, without writing anything. */
    public Counts counts() {
        long added = edition.added(shape);
        return new Counts(
                shape.good() + added + shape.broken(),
                shape.broken(),
                shape.skus() + added,
                shape.pairs() + added,
                shape.names() + edition.renamed(shape));
    }

    /**
     * Returns the next delivery of this file: some products have another description, some another name, and some are
     * new; the others, and the broken records, are as they were and in the same order. It is its own next one.
     */
    public ProductFile revised() {
        return new ProductFile(shape, Edition.REVISED, seed);
    }

    /** Returns in what this file differs from the one that it is the revision of; one that is none differs in nothing. */
    public Difference difference() {
        long updated = edition.described(shape) + edition.renamed(shape);
        return new Difference(updated, edition.added(shape), shape.skus() - updated);
    }

    /**
     * Writes the file, in constant memory.
     *
     * @param out is flushed and not closed
     * @param eachRecord is told of every record written, broken ones too
     */
    public void writeTo(OutputStream out, Runnable eachRecord) throws IOException {
        CsvBytes bytes = new CsvBytes(out).put(HEADER);
        ProductRecords records = new ProductRecords(shape, edition, seed, bytes);
        Shuffle shuffle = new Shuffle(shape.good(), seed);
        long added = 0;
        long broken = 0;
        for (long place = 0; place < shape.good(); place++) {
            records.write(shuffle.next());
            ended(bytes, eachRecord);
            if (shape.dueAfter(place, edition.added(shape)) > 0) {
                records.writeAdded(added++);
                ended(bytes, eachRecord);
            }
            if (shape.dueAfter(place, shape.broken()) > 0) {
                BrokenRecord.KINDS
                        .get((int) (broken % BrokenRecord.KINDS.size()))
                        .writeTo(bytes, broken++);
                ended(bytes, eachRecord);
            }
        }
        bytes.flush();
        out.flush();
    }

    private static void ended(CsvBytes bytes, Runnable eachRecord) throws IOException {
        bytes.recordEnded();
        eachRecord.run();
    }
}
