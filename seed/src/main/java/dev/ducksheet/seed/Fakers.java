package dev.ducksheet.seed;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.datafaker.Faker;

/** Where believable words come from: datafaker, in a fixed locale, on drawn chance. It is slow, so it fills pools. */
final class Fakers {
    private static final int TRIES = 400;

    private Fakers() {}

    static Faker on(Draw draw) {
        return new Faker(Locale.CANADA, draw.random());
    }

    /** What a restaurant, a bar or a grocery store buys. */
    static List<String> families(Faker faker) {
        return Stream.of(
                        Draw.pool(TRIES, () -> faker.beer().style()),
                        Draw.pool(TRIES, () -> faker.tea().type() + " Tea"),
                        Draw.pool(TRIES, () -> faker.dessert().variety()))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    static List<String> flavours(Faker faker) {
        return Draw.pool(TRIES, () -> faker.dessert().flavor());
    }
}
