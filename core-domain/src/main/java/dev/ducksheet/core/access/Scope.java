package dev.ducksheet.core.access;

import java.util.HashSet;
import java.util.List;

/** How much of a workbook somebody may use. */
public sealed interface Scope {

    /** All of it. */
    record Whole() implements Scope {}

    /** These sheets and no other. */
    record Listed(List<Grant> grants) implements Scope {
        /** Refuses an empty list and a sheet twice. */
        public Listed {
            grants = List.copyOf(grants);
            var names = new HashSet<String>();
            for (var grant : grants) {
                if (!names.add(grant.sheet())) {
                    throw new IllegalArgumentException("table " + grant.sheet() + " is listed twice");
                }
            }
            if (grants.isEmpty()) {
                throw new IllegalArgumentException("a list of no tables; leave it out for all of them");
            }
        }
    }

    /** Returns the scope of those who may use everything. */
    static Scope whole() {
        return new Whole();
    }
}
