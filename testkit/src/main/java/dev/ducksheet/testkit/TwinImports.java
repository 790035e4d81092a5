package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.ImportStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files in memory. It reads the plainest CSV alone: a header, commas, no quotes, nothing broken. Thread-safe as the
 * contract says.
 */
final class TwinImports implements ImportStore {
    private final Map<UpdateId, Job> jobs = new ConcurrentHashMap<>();
    private final Map<UpdateId, byte[]> files = new ConcurrentHashMap<>();
    private final Map<UpdateId, Staged> staged = new ConcurrentHashMap<>();
    private final Map<String, Staged> attempts = new ConcurrentHashMap<>();

    /**
     * What was read of a file.
     *
     * @param columns that it brings
     * @param rows those that stand, by their places in the file
     * @param rejected a line of the leftovers for each misfit, by its place
     * @param namedByMisfits the keys of the misfits of which every cell of the key can be read
     * @param superseded likewise
     */
    record Staged(
            List<Column> columns,
            Map<Integer, List<CellValue>> rows,
            Map<Integer, String> rejected,
            Set<List<CellValue>> namedByMisfits,
            Map<Integer, String> superseded) {}

    Optional<Staged> staged(UpdateId job) {
        return Optional.ofNullable(staged.get(job));
    }

    @Override
    public List<Job> jobs() {
        return List.copyOf(jobs.values());
    }

    @Override
    public Optional<Job> job(UpdateId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public void save(Job job) {
        jobs.put(job.id(), job);
    }

    @Override
    public void remove(UpdateId job) {
        jobs.remove(job);
        release(job, false);
    }

    @Override
    public void release(UpdateId job, boolean kept) {
        files.remove(job);
        if (!kept) {
            staged.remove(job);
        }
    }

    @Override
    public Spool spool(UpdateId job, long offset) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Arrays.copyOf(files.getOrDefault(job, new byte[0]), Math.toIntExact(offset)));
        return new Spool() {
            @Override
            public void write(byte[] more, int from, int length) {
                bytes.write(more, from, length);
            }

            @Override
            public void close() {
                files.put(job, bytes.toByteArray());
            }
        };
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public void adopt(UpdateId job, String attempt) {
        staged.put(job, Objects.requireNonNull(attempts.remove(attempt)));
    }

    @Override
    public Reading read(Job job, Table table, Progress progress, Cancellation cancellation) {
        cancellation.onCancel(() -> {
            throw new UnreadableException("the job was cancelled");
        });
        cancellation.done();
        progress.at(0, 0);
        var lines = new String(files.getOrDefault(job.id(), new byte[0]), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (lines.isEmpty()) {
            throw new UnreadableException("the file is empty; send one with a header and rows");
        }
        var columns = Arrays.stream(lines.get(0).split(",", -1))
                .map(name -> table.column(name)
                        .orElseThrow(() -> new UnreadableException(
                                "the file has '" + name + "', and " + table.name() + " has no such column")))
                .toList();
        var result = new Staged(columns, new TreeMap<>(), new TreeMap<>(), new HashSet<>(), new TreeMap<>());
        var standing = new LinkedHashMap<List<CellValue>, Integer>();
        for (int i = 1; i < lines.size(); i++) {
            read(lines.get(i), i + 1, job.spec().merging(), result, standing);
        }
        if (!result.rejected().isEmpty() && job.spec().merging().misfits() == Merging.Misfits.REFUSED) {
            throw new UnreadableException("record "
                    + result.rejected().keySet().iterator().next() + " does not fit, and none is to be left out");
        }
        progress.at(lines.size() - 1, 1);
        var attempt = UUID.randomUUID().toString();
        attempts.put(attempt, result);
        var counts = new RowCounts(
                lines.size() - 1,
                0,
                0,
                0,
                result.superseded().size(),
                result.rejected().size(),
                0);
        return new Reading(attempt, counts);
    }

    private static void read(
            String line, int record, Merging merging, Staged result, Map<List<CellValue>, Integer> standing) {
        var texts = line.split(",", -1);
        var cells = new ArrayList<CellValue>();
        var misfit = Optional.<String>empty();
        for (int i = 0; i < result.columns().size(); i++) {
            var column = result.columns().get(i);
            var cell = texts[i].isEmpty() ? Optional.of(CellValue.none()) : cell(texts[i], column.type());
            boolean needed = !column.nullable() || merging.key().contains(column.name());
            if (misfit.isEmpty() && (cell.isEmpty() || (needed && cell.get().isNull()))) {
                misfit = Optional.of(column.name());
            }
            cells.add(cell.orElse(CellValue.none()));
        }
        var key = key(result.columns(), cells, merging);
        if (misfit.isPresent()) {
            result.rejected().put(record, misfit.get());
            if (key.stream().noneMatch(CellValue::isNull)) {
                result.namedByMisfits().add(key);
            }
            return;
        }
        if (!merging.key().isEmpty()) {
            var before = standing.put(key, record);
            if (before != null) {
                result.rows().remove(before);
                result.superseded().put(before, String.valueOf(record));
            }
        }
        result.rows().put(record, List.copyOf(cells));
    }

    /** Returns the cells by which rows are the same row. */
    static List<CellValue> key(List<Column> columns, List<CellValue> cells, Merging merging) {
        var key = new ArrayList<CellValue>();
        for (var name : merging.key()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    key.add(folded(cells.get(i), merging));
                }
            }
        }
        return key;
    }

    private static CellValue folded(CellValue cell, Merging merging) {
        return merging.ignoresCase() && cell instanceof CellValue.Text text
                ? CellValue.of(text.text().toLowerCase(Locale.ROOT))
                : cell;
    }

    private static Optional<CellValue> cell(String text, ColumnType type) {
        try {
            if (type.isExact()) {
                var number = new BigDecimal(text);
                return Optional.of(number)
                        .filter(it -> it.scale() <= type.scale() && type.holds(it))
                        .map(CellValue::of);
            }
            return Optional.of(
                    switch ((ColumnType.Simple) type) {
                        case DOUBLE -> CellValue.of(Double.parseDouble(text));
                        case BOOLEAN -> CellValue.of(Boolean.parseBoolean(text));
                        case DATE -> CellValue.of(LocalDate.parse(text));
                        case TIMESTAMP -> CellValue.of(LocalDateTime.parse(text));
                        default -> CellValue.of(text);
                    });
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InputStream> leftovers(UpdateId job, Leftovers which) {
        return staged(job).map(it -> {
            var lines = new StringBuilder(which == Leftovers.REJECTED ? "record,column\n" : "record,superseded_by\n");
            (which == Leftovers.REJECTED ? it.rejected() : it.superseded())
                    .forEach((record, more) ->
                            lines.append(record).append(',').append(more).append('\n'));
            return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
        });
    }
}
