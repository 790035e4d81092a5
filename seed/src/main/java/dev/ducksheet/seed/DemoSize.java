package dev.ducksheet.seed;

/** How many rows the tables of a demo workbook have. */
public record DemoSize(int products, int customers, long sales) {
    /** The most products, and the most customers. */
    public static final int MAX_DIMENSION = 10_000_000;

    /** The most sales. */
    public static final long MAX_SALES = 1_000_000_000;

    /** The size of the original demo. */
    public static final DemoSize SMALL = new DemoSize(5, 5, 10);

    /** Refuses counts that are not positive and counts that no demo needs. */
    public DemoSize {
        check("products", products, MAX_DIMENSION);
        check("customers", customers, MAX_DIMENSION);
        check("sales", sales, MAX_SALES);
    }

    /** Returns a size with so many sales, and with products and customers to match. */
    public static DemoSize ofSales(long sales) {
        check("sales", sales, MAX_SALES);
        int others = (int) Math.max(SMALL.products(), Math.sqrt((double) sales));
        return new DemoSize(others, others, sales);
    }

    private static void check(String what, long count, long max) {
        if (count < 1 || count > max) {
            throw new IllegalArgumentException(count + " " + what + "; a demo has between 1 and " + max);
        }
    }

    /** Returns the number of months that the sales are spread over: the more sales, the more, up to a year. */
    int months() {
        return (int) Math.min(12, 3 + sales / 20);
    }
}
