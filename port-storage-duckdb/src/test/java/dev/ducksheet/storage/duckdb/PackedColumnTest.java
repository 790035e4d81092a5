package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.spread.LongAmounts;
import dev.ducksheet.testkit.Cells;
import dev.ducksheet.testkit.Seeded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Columns are unpacked as they were packed. */
final class PackedColumnTest {
    private static byte[] packed(ColumnType type, CellColumn cells, int from, int to) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            PackedColumn.write(out, type, cells, from, to);
        }
        return bytes.toByteArray();
    }

    private static CellColumn unpacked(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var column = PackedColumn.read(in);
            assertThat(in.available()).isZero();
            return column;
        }
    }

    private static void survives(ColumnType type, CellColumn cells) throws IOException {
        int size = cells.size();
        assertThat(unpacked(packed(type, cells, 0, size)).list()).isEqualTo(cells.list());
        int half = size / 2;
        var parts = List.of(unpacked(packed(type, cells, 0, half)), unpacked(packed(type, cells, half, size)));
        if (half > 0) {
            assertThat(PackedColumn.joined(parts).list()).isEqualTo(cells.list());
        }
    }

    @Test
    void numbers_of_any_spread_survive() throws Exception {
        Seeded.check(200, random -> {
            var numbers = numbers(random);
            var nulls = new BitSet();
            random.ints(random.nextInt(1, 4), 0, numbers.length).forEach(nulls::set);
            survives(
                    ColumnType.bigint(),
                    CellColumn.of(
                            new LongAmounts(numbers, random.nextBoolean() ? nulls : new BitSet()),
                            ColumnType.bigint()));
        });
    }

    private static long[] numbers(SplittableRandom random) {
        int size = random.nextInt(1, 5000);
        int bits = random.nextInt(0, 65);
        long base = random.nextLong();
        boolean ascending = random.nextBoolean();
        var numbers = new long[size];
        for (int i = 0; i < size; i++) {
            long noise = bits == 0 ? 0 : random.nextLong() >>> (64 - bits);
            numbers[i] = ascending ? base + i * 3L + (noise & 1) : base + noise;
        }
        return numbers;
    }

    @Test
    void the_least_and_the_greatest_survive() throws Exception {
        for (var numbers : List.of(
                new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1},
                new long[] {Long.MAX_VALUE, Long.MIN_VALUE},
                new long[] {7},
                new long[1024],
                new long[1025])) {
            survives(ColumnType.bigint(), CellColumn.of(LongAmounts.of(numbers), ColumnType.bigint()));
        }
    }

    @Test
    void cells_of_every_type_survive() throws Exception {
        survives(ColumnType.decimal(9, 2), CellColumn.of(Cells.row(Cells.dec("1.50"), null, Cells.dec("-0.01"))));
        survives(
                Simple.DOUBLE,
                CellColumn.of(List.<CellValue>of(
                        CellValue.of(0.1),
                        CellValue.none(),
                        CellValue.of(Double.NEGATIVE_INFINITY),
                        CellValue.of(1e300))));
        survives(
                Simple.TEXT,
                CellColumn.of(List.<CellValue>of(CellValue.of(""), CellValue.none(), CellValue.of("\"\u00e9\n"))));
        survives(Simple.DATE, CellColumn.of(Cells.row(Cells.day("2024-02-29"), null)));
        survives(
                Simple.BOOLEAN,
                CellColumn.of(List.<CellValue>of(CellValue.of(true), CellValue.of(false), CellValue.none())));
        survives(
                new ColumnType.Whole(128),
                CellColumn.of(List.<CellValue>of(
                        CellValue.of(new java.math.BigDecimal("170141183460469231731687303715884105727")))));
    }

    @Test
    void row_numbers_and_amounts_take_few_bytes() throws Exception {
        int rows = 1 << 16;
        var ids = CellColumn.of(
                LongAmounts.of(LongStream.range(0, rows).map(i -> 5_000_000 + i).toArray()), ColumnType.bigint());
        assertThat(packed(ColumnType.bigint(), ids, 0, rows)).hasSizeLessThan(2_000);
        var random = new SplittableRandom(1);
        var amounts =
                CellColumn.of(LongAmounts.of(random.longs(rows, 1000, 2000).toArray()), ColumnType.bigint());
        assertThat(packed(ColumnType.bigint(), amounts, 0, rows)).hasSizeLessThan(rows * 11 / 8);
        var same = new ArrayList<CellValue>(Collections.nCopies(rows, CellValue.of(7)));
        assertThat(packed(ColumnType.bigint(), CellColumn.of(same), 0, rows)).hasSizeLessThan(1_000);
    }
}
