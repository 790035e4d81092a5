package dev.ducksheet.seed;

/** Which of two deliveries of the same products a file is. */
enum Edition {
    FIRST {
        @Override
        boolean describesAnew(long product) {
            return false;
        }

        @Override
        boolean renames(ProductShape shape, long product) {
            return false;
        }

        @Override
        long described(ProductShape shape) {
            return 0;
        }

        @Override
        long renamed(ProductShape shape) {
            return 0;
        }

        @Override
        long added(ProductShape shape) {
            return 0;
        }
    },

    /**
     * One product in twenty has another description, in all its records; another has another name, as long as it has one
     * record only and its old name stays the name of an earlier product; and there are products that are new.
     */
    REVISED {
        @Override
        boolean describesAnew(long product) {
            return product % PERIOD == DESCRIBED;
        }

        @Override
        boolean renames(ProductShape shape, long product) {
            return product >= shape.names() && product < shape.skus() && product % PERIOD == RENAMED;
        }

        @Override
        long described(ProductShape shape) {
            return everyTwentieth(shape.skus(), DESCRIBED);
        }

        @Override
        long renamed(ProductShape shape) {
            return everyTwentieth(shape.skus(), RENAMED) - everyTwentieth(shape.names(), RENAMED);
        }

        @Override
        long added(ProductShape shape) {
            return shape.skus() / ONE_NEW_IN;
        }
    };

    private static final long PERIOD = 20;
    private static final long DESCRIBED = 7;
    private static final long RENAMED = 13;
    private static final long ONE_NEW_IN = 40;

    private static long everyTwentieth(long below, long remainder) {
        return (below + PERIOD - 1 - remainder) / PERIOD;
    }

    abstract boolean describesAnew(long product);

    abstract boolean renames(ProductShape shape, long product);

    /** Returns the number of products that have another description. */
    abstract long described(ProductShape shape);

    /** Returns the number of products that have another name, which no other product has. */
    abstract long renamed(ProductShape shape);

    /** Returns the number of products, with one record each and names of others, that are new. */
    abstract long added(ProductShape shape);
}
