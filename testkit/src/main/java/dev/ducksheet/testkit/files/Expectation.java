package dev.ducksheet.testkit.files;

import java.util.Arrays;
import java.util.List;

/** What a careful importer does with a file. */
public sealed interface Expectation {
    /** Returns whether an import that ended so was a careful one. */
    boolean isMetBy(Ending ending);

    /** The import fails as a whole, with a reason that a person can act upon. */
    record Refused() implements Expectation {
        @Override
        public boolean isMetBy(Ending ending) {
            return ending instanceof Ending.Refused refused && !refused.reason().isBlank();
        }
    }

    /** So many records are rejected, and the others make so many rows. */
    record Rejects(long rejected, long kept) implements Expectation {
        /** Refuses counts that are none, and those of a file in which nothing is rejected. */
        public Rejects {
            if (rejected < 1 || kept < 0) {
                throw new IllegalArgumentException("rejects " + rejected + ", keeps " + kept);
            }
        }

        @Override
        public boolean isMetBy(Ending ending) {
            return ending.equals(new Ending.Imported(kept, rejected));
        }
    }

    /** Nothing is rejected, and there are so many rows. */
    record Kept(long rows) implements Expectation {
        /** Refuses counts that are none. */
        public Kept {
            if (rows < 0) {
                throw new IllegalArgumentException("keeps " + rows);
            }
        }

        @Override
        public boolean isMetBy(Ending ending) {
            return ending.equals(new Ending.Imported(rows, 0));
        }
    }

    /** One of these: careful importers differ. */
    record AnyOf(List<Expectation> choices) implements Expectation {
        /** Copies the choices, of which there are two or more. */
        public AnyOf {
            choices = List.copyOf(choices);
            if (choices.size() < 2) {
                throw new IllegalArgumentException("no choice: " + choices);
            }
        }

        @Override
        public boolean isMetBy(Ending ending) {
            return choices.stream().anyMatch(choice -> choice.isMetBy(ending));
        }
    }

    /** Returns that the import fails as a whole. */
    static Expectation refused() {
        return new Refused();
    }

    /** Returns that so many records are rejected and the others make so many rows. */
    static Expectation rejects(long rejected, long kept) {
        return new Rejects(rejected, kept);
    }

    /** Returns that nothing is rejected and there are so many rows. */
    static Expectation kept(long rows) {
        return new Kept(rows);
    }

    /** Returns that one of these is right. */
    static Expectation anyOf(Expectation... choices) {
        return new AnyOf(Arrays.asList(choices));
    }
}
