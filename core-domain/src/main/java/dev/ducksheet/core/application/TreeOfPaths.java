package dev.ducksheet.core.application;

import dev.ducksheet.core.model.CellOrder;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.spread.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tree that paths span, siblings in the order of their values.
 *
 * @param tree the nodes below the edited one that share its total out
 * @param labels for each level of the tree, coarse to fine, what names each node
 * @param places for each given path the place of its node on the finest level
 */
record TreeOfPaths(Tree tree, List<List<String>> labels, List<Integer> places) {

    /**
     * Returns the tree of distinct paths, all of one length.
     *
     * @param lengths how long the beginnings of paths are that make a node, ascending; none for a tree of leaves alone
     */
    static TreeOfPaths of(List<List<CellValue>> paths, List<Integer> lengths) {
        var order = IntStream.range(0, paths.size())
                .boxed()
                .sorted(Comparator.comparing(paths::get, CellOrder.ROWS))
                .toList();
        var parents = new int[lengths.size()][];
        var labels = new ArrayList<List<String>>();
        var above = new int[order.size()];
        int begin = 0;
        for (int level = 0; level < parents.length; level++) {
            int end = lengths.get(level);
            var here = number(paths, order, end);
            int count = here.length == 0 ? 0 : here[here.length - 1] + 1;
            parents[level] = new int[count];
            var names = new ArrayList<String>(count);
            for (int i = 0; i < here.length; i++) {
                if (here[i] == names.size()) {
                    names.add(label(paths.get(order.get(i)).subList(begin, end)));
                    parents[level][here[i]] = above[i];
                }
            }
            labels.add(names);
            above = here;
            begin = end;
        }
        return new TreeOfPaths(Tree.of(parents), labels, places(order, above));
    }

    private static String label(List<CellValue> values) {
        return values.stream().map(CellValue::display).collect(Collectors.joining(", "));
    }

    /** Returns for each path in order the number of its prefix of {@code length}, counted from 0. */
    private static int[] number(List<List<CellValue>> paths, List<Integer> order, int length) {
        var numbers = new int[order.size()];
        for (int i = 1; i < numbers.length; i++) {
            var before = paths.get(order.get(i - 1)).subList(0, length);
            var here = paths.get(order.get(i)).subList(0, length);
            numbers[i] = numbers[i - 1] + (here.equals(before) ? 0 : 1);
        }
        return numbers;
    }

    private static List<Integer> places(List<Integer> order, int[] nodes) {
        var places = new Integer[order.size()];
        for (int i = 0; i < places.length; i++) {
            places[order.get(i)] = nodes[i];
        }
        return List.of(places);
    }

    /** Returns the finest nodes of leaves that know their paths by index. */
    int[] finestNodes(int[] pathOfLeaf) {
        var place = places.stream().mapToInt(Integer::intValue).toArray();
        var nodes = new int[pathOfLeaf.length];
        for (int leaf = 0; leaf < nodes.length; leaf++) {
            nodes[leaf] = place[pathOfLeaf[leaf]];
        }
        return nodes;
    }
}
