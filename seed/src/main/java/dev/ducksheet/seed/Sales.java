package dev.ducksheet.seed;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** What was sold to whom, when, how much of it and for how much. */
final class Sales {
    static final Table TABLE = new Table(
            "sales",
            List.of(
                    new Column("product_id", ColumnType.integer(), false),
                    new Column("customer_id", ColumnType.integer(), false),
                    Column.of("invoice_date", ColumnType.Simple.DATE),
                    Column.of("quantity", ColumnType.bigint()),
                    Column.of("net_price", ColumnType.decimal(18, 2))),
            List.of());

    private static final YearMonth FIRST_MONTH = YearMonth.of(2024, 1);
    private static final int LARGEST_QUANTITY = 100;
    private static final int LARGEST_DISCOUNT = 20;

    private Sales() {}

    static DemoTable of(DemoSize size, long seed) {
        return new DemoTable(TABLE, size.sales(), () -> rows(size, seed));
    }

    /** Returns the months in which there are sales. */
    static List<YearMonth> months(DemoSize size) {
        return Stream.iterate(FIRST_MONTH, month -> month.plusMonths(1))
                .limit(size.months())
                .toList();
    }

    private static LongFunction<List<CellValue>> rows(DemoSize size, long seed) {
        List<CellValue> days = days(size);
        Draw draw = new Draw(seed, "sales");
        return number -> sale(number, draw, size, days);
    }

    private static List<CellValue> days(DemoSize size) {
        LocalDate end = FIRST_MONTH.plusMonths(size.months()).atDay(1);
        return FIRST_MONTH.atDay(1).datesUntil(end).map(CellValue::of).toList();
    }

    /** Each product is sold once before chance decides, so that small demos show them all. */
    private static List<CellValue> sale(long number, Draw draw, DemoSize size, List<CellValue> days) {
        long product = number <= size.products() ? number : draw.between(1, size.products());
        long customer = draw.between(1, size.customers());
        CellValue day = draw.of(days);
        long quantity = draw.between(1, LARGEST_QUANTITY);
        long cents = quantity * Products.priceOf(product) * (100 - draw.below(LARGEST_DISCOUNT + 1)) / 100;
        return List.of(
                CellValue.of(product),
                CellValue.of(customer),
                day,
                CellValue.of(quantity),
                CellValue.of(BigDecimal.valueOf(cents, 2)));
    }
}
