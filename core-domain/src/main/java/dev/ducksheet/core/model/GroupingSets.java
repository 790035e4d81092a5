package dev.ducksheet.core.model;

import dev.ducksheet.core.model.RollupDefinition.UnresolvableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Grouping sets as a user writes them: each the names of the levels and axes that it shows. */
record GroupingSets(List<String> levels, List<String> axes) {
    private static final int MAX_SETS = 64;

    static GroupingSets over(List<Level> levels, List<Axis> axes) {
        return new GroupingSets(
                levels.stream().map(Level::name).toList(),
                axes.stream().map(Axis::name).toList());
    }

    /** Returns the choice of those who make none: every prefix of the levels, with all axes. */
    List<List<String>> everyPrefix() {
        return IntStream.range(0, levels.size())
                .mapToObj(up -> Stream.concat(levels.subList(0, levels.size() - up).stream(), axes.stream())
                        .toList())
                .toList();
    }

    List<String> names(GroupingSet set) {
        return Stream.concat(
                        levels.subList(0, set.depth()).stream(),
                        set.axes().stream().map(axes::get))
                .toList();
    }

    /**
     * Reads the sets, the finest first.
     *
     * @throws UnresolvableException if one of them or all of them together cannot be
     */
    List<GroupingSet> readAll(List<List<String>> sets) {
        if (sets.isEmpty() || sets.size() > MAX_SETS) {
            throw new UnresolvableException("a rollup has 1 to " + MAX_SETS + " grouping sets, not " + sets.size());
        }
        var read = new ArrayList<GroupingSet>();
        for (var names : sets) {
            var set = read(names);
            if (read.contains(set)) {
                throw new UnresolvableException("the grouping set " + described(names) + " is there twice");
            }
            read.add(set);
        }
        requireAllShown(sets);
        read.sort(GroupingSet.FINEST_FIRST);
        return read;
    }

    /** Reads one set. */
    GroupingSet read(List<String> names) {
        names.forEach(name -> requireKnown(names, name));
        if (new HashSet<>(names).size() < names.size()) {
            throw new UnresolvableException("the grouping set " + described(names) + " names something twice");
        }
        int depth = 0;
        while (depth < levels.size() && names.contains(levels.get(depth))) {
            depth++;
        }
        requirePrefix(names, depth);
        var shown = IntStream.range(0, axes.size())
                .filter(place -> names.contains(axes.get(place)))
                .boxed()
                .toList();
        if (shown.size() < axes.size() && levels.size() + axes.size() >= Integer.SIZE) {
            throw new UnresolvableException("the grouping set " + described(names)
                    + " leaves an axis out; that can be with " + (Integer.SIZE - 1) + " levels and axes at most, not "
                    + (levels.size() + axes.size()));
        }
        return GroupingSet.of(levels.size(), axes.size(), depth, shown);
    }

    private void requireKnown(List<String> names, String name) {
        if (!levels.contains(name) && !axes.contains(name)) {
            throw new UnresolvableException("the grouping set " + described(names) + " names '" + name
                    + "', which is no level or axis; there are "
                    + String.join(
                            ", ", Stream.concat(levels.stream(), axes.stream()).toList()));
        }
    }

    private void requirePrefix(List<String> names, int depth) {
        for (var finer : levels.subList(depth, levels.size())) {
            if (names.contains(finer)) {
                throw new UnresolvableException("the grouping set " + described(names) + " shows " + finer + " without "
                        + levels.get(depth) + "; a set shows the levels from " + levels.get(0) + " on");
            }
        }
    }

    private void requireAllShown(List<List<String>> sets) {
        Stream.concat(levels.stream(), axes.stream())
                .filter(name -> sets.stream().noneMatch(set -> set.contains(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new UnresolvableException(
                            "no grouping set shows " + name + "; add one that does, or leave " + name + " out");
                });
    }

    private static String described(List<String> names) {
        return "(" + String.join(", ", names) + ")";
    }
}
