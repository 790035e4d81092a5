package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.NodeAddress;
import java.util.List;

/** The nodes that a condition matched: {@code count} in all, the first of them in {@code nodes}. */
public record NodeMatches(long count, List<NodeAddress> nodes) {
    /** Copies the nodes. */
    public NodeMatches {
        nodes = List.copyOf(nodes);
    }
}
