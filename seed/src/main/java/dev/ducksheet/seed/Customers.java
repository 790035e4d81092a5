package dev.ducksheet.seed;

import static dev.ducksheet.core.model.ColumnType.Simple.TEXT;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import net.datafaker.Faker;

/** Who buys. */
final class Customers {
    static final Table TABLE = new Table(
            "customer",
            List.of(
                    new Column("customer_id", ColumnType.integer(), false),
                    Column.of("type", TEXT),
                    Column.of("capacity", ColumnType.integer()),
                    Column.of("chain", TEXT),
                    Column.of("city", TEXT),
                    Column.of("province", TEXT),
                    Column.of("postal_code", TEXT)),
            List.of("customer_id"));

    private static final int MOST_PLACES = 500;

    private Customers() {}

    /** A kind of customer, and how many guests it has room for. */
    private record Kind(String name, int smallest, int largest) {}

    private static final List<Kind> KINDS =
            List.of(new Kind("Restaurant", 20, 200), new Kind("Bar", 10, 120), new Kind("GroceryStore", 50, 500));

    private record Place(CellValue city, CellValue province, CellValue postalCode) {}

    static DemoTable of(DemoSize size, long seed) {
        return new DemoTable(TABLE, size.customers(), () -> rows(size.customers(), seed));
    }

    private static LongFunction<List<CellValue>> rows(int customers, long seed) {
        Draw draw = new Draw(seed, "customer");
        Faker faker = Fakers.on(draw);
        List<Place> places = Stream.generate(() -> place(faker))
                .limit(Math.min(customers, MOST_PLACES))
                .toList();
        List<String> chains =
                Draw.distinct((int) Math.sqrt(customers), () -> faker.company().name());
        return id -> customer(id, draw, places, chains);
    }

    private static Place place(Faker faker) {
        return new Place(
                CellValue.of(faker.address().city()),
                CellValue.of(faker.address().state()),
                CellValue.of(faker.bothify("?#? #?#", true)));
    }

    private static List<CellValue> customer(long id, Draw draw, List<Place> places, List<String> chains) {
        Kind kind = id <= KINDS.size() ? KINDS.get((int) id - 1) : draw.of(KINDS);
        Place place = draw.of(places);
        return List.of(
                CellValue.of(id),
                CellValue.of(kind.name()),
                CellValue.of(draw.between(kind.smallest(), kind.largest())),
                chain(draw, chains),
                place.city(),
                place.province(),
                place.postalCode());
    }

    /** One customer in four belongs to no chain. */
    private static CellValue chain(Draw draw, List<String> chains) {
        return draw.below(4) == 0 ? CellValue.none() : CellValue.of(draw.of(chains));
    }
}
