package dev.ducksheet.seed;

import java.util.ArrayList;
import java.util.List;
import net.datafaker.Faker;

/**
 * Suppliers, their brands, and the families of each brand: every supplier has a brand and every brand a family, and the
 * rest is spread by chance. The counts grow slower than the products, so that each step has several children; of five
 * products there are two suppliers, three brands and four families.
 */
final class ProductTree {
    private final List<Family> families;

    private ProductTree(List<Family> families) {
        this.families = List.copyOf(families);
    }

    /** A family of a brand of a supplier. */
    record Family(String supplier, String brand, String name) {}

    private record Brand(String supplier, String name) {}

    static ProductTree of(int products, long seed) {
        Draw draw = new Draw(seed, "tree");
        Faker faker = Fakers.on(draw);
        List<String> suppliers =
                Draw.distinct(power(products, 0.3), () -> faker.company().name());
        List<String> brandNames =
                Draw.distinct(power(products, 0.55), () -> faker.name().lastName());
        List<Brand> brands = new ArrayList<>();
        for (int i = 0; i < brandNames.size(); i++) {
            String supplier = i < suppliers.size() ? suppliers.get(i) : draw.of(suppliers);
            brands.add(new Brand(supplier, brandNames.get(i)));
        }
        return new ProductTree(families(power(products, 0.8), brands, Fakers.families(faker), draw));
    }

    private static List<Family> families(int count, List<Brand> brands, List<String> names, Draw draw) {
        int[] offset =
                brands.stream().mapToInt(brand -> draw.below(names.size())).toArray();
        int[] taken = new int[brands.size()];
        List<Family> families = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int b = i < brands.size() ? i : draw.below(brands.size());
            Brand brand = brands.get(b);
            families.add(new Family(brand.supplier(), brand.name(), nth(names, offset[b], taken[b]++)));
        }
        return families;
    }

    /** Gives a brand its next family name, numbered once it has them all. */
    private static String nth(List<String> names, int offset, int taken) {
        String name = names.get((offset + taken) % names.size());
        int round = taken / names.size();
        return round == 0 ? name : name + " " + (round + 1);
    }

    private static int power(int products, double exponent) {
        return (int) Math.ceil(StrictMath.pow(products, exponent));
    }

    /** Returns the family of a product counted from 1: each family gets one of the first products. */
    Family familyOf(long product, Draw draw) {
        return product <= families.size() ? families.get((int) product - 1) : draw.of(families);
    }
}
