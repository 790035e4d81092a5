package dev.ducksheet.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;

/**
 * The rules of the house, for a tree of packages under one root: the project's own, or a planted one that breaks them.
 *
 * <p>{@code bench} is outside every rule. Rules are empty-tolerant, so that a module may still be without classes.
 */
record ArchitectureRules(String root) {

    /** The rules as they hold for the project. */
    static final ArchitectureRules OF_DUCKSHEET = new ArchitectureRules("dev.ducksheet");

    private static final List<String> AROUND = List.of(
            "http..",
            "storage..",
            "queue..",
            "metrics..",
            "tracing..",
            "webhook..",
            "place..",
            "seed..",
            "cli..",
            "testkit..");

    private static final Set<String> CALLS_FOR_TIME = Set.of(
            "java.lang.System.currentTimeMillis", "java.time.Clock.systemUTC", "java.time.Clock.systemDefaultZone");

    private static final Set<String> CALLS_FOR_CHANCE = Set.of(
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of",
            "java.util.Collections.shuffle");

    private static final Set<String> MADE_WITH_A_SEED =
            Set.of("java.util.Date", "java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom");

    private static final Set<String> FLOATING =
            Set.of("double", "float", "java.lang.Double", "java.lang.Float", "java.util.stream.DoubleStream");

    List<ArchRule> all() {
        return List.of(
                coreKnowsNoTechnology(),
                insideOfCorePointsInward(),
                adaptersKeepToTheirSide(),
                eachTechnologyHasOneHome(),
                clocksAndIdsComeIn(),
                exactSpreadHasNoDouble(),
                eachDrivenAdapterPassesItsContract(),
                packagesHaveNoCycles());
    }

    /** Rule 1. */
    ArchRule coreKnowsNoTechnology() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage("java..", "org.jspecify..", in("core.."))
                .and(not(resideInAPackage("java.sql..")))
                .as("the JDK's java.* (not java.sql), jspecify and core itself");
        return classes()
                .that()
                .resideInAPackage(in("core.."))
                .should()
                .onlyDependOnClassesThat(allowed)
                .allowEmptyShould(true);
    }

    /** Rule 2. */
    ArchRule insideOfCorePointsInward() {
        String vocabulary = in("core.model..");
        String condition = in("core.condition..");
        String access = in("core.access..");
        return together(
                coreThatKnowsOnly(
                        "model and condition know only each other", List.of(vocabulary, condition), List.of()),
                coreThatKnowsOnly(
                        "spread knows only model and condition",
                        List.of(in("core.spread..")),
                        List.of(vocabulary, condition)),
                coreThatKnowsOnly(
                        "access knows only model and condition", List.of(access), List.of(vocabulary, condition)),
                coreThatKnowsOnly(
                        "edit knows only model, condition, spread and access",
                        List.of(in("core.edit..")),
                        List.of(vocabulary, condition, in("core.spread.."), access)),
                coreThatKnowsOnly(
                        "imports knows only model, condition, spread, access and edit",
                        List.of(in("core.imports..")),
                        List.of(vocabulary, condition, in("core.spread.."), access, in("core.edit.."))),
                coreThatKnowsOnly(
                        "validation knows only model, condition, spread, access and edit",
                        List.of(in("core.validation..")),
                        List.of(vocabulary, condition, in("core.spread.."), access, in("core.edit.."))),
                coreThatKnowsOnly(
                        "webhook knows only model, condition, spread, access, edit and validation",
                        List.of(in("core.webhook..")),
                        List.of(
                                vocabulary,
                                condition,
                                in("core.spread.."),
                                access,
                                in("core.edit.."),
                                in("core.validation.."))),
                keptApart("core.port..", "core.application.."));
    }

    /** Rule 3. */
    ArchRule adaptersKeepToTheirSide() {
        return together(
                keptApart("http..", "core.port.out.."),
                keptApart("storage..", "core.port.in.."),
                keptApart("queue..", "core.port.in.."),
                keptApart("metrics..", "core.port.in.."),
                keptApart("tracing..", "core.port.in.."),
                keptApart("webhook..", "core.port.in.."),
                keptApart("place..", "core.port.in.."),
                fromTheOthers("http.."),
                fromTheOthers("storage.."),
                fromTheOthers("queue.."),
                fromTheOthers("metrics.."),
                fromTheOthers("tracing.."),
                fromTheOthers("webhook.."),
                fromTheOthers("place.."),
                fromTheOthers("seed.."),
                fromTheOthers("testkit.."),
                fromTheOthers("csv.."),
                keptApart("csv..", "core.port.."),
                fromTheOthers("guard.."),
                keptApart("guard..", "core..", "csv.."),
                keptApart("cli..", "testkit.."));
    }

    /** Rule 4. */
    ArchRule eachTechnologyHasOneHome() {
        return together(
                atHomeIn(List.of("storage.duckdb.."), "java.sql..", "javax.sql..", "org.duckdb.."),
                atHomeIn(List.of("queue.redis.."), "io.lettuce.."),
                atHomeIn(List.of("metrics.micrometer.."), "io.micrometer..", "io.prometheus.."),
                atHomeIn(List.of("tracing.otel.."), "io.opentelemetry.."),
                atHomeIn(List.of("http..", "cli.."), "io.micronaut.."),
                atHomeIn(List.of("http.."), "com.nimbusds.."),
                atHomeIn(List.of("guard..", "webhook.http..", "place.http.."), "org.apache.hc.."),
                atHomeIn(List.of("place.http.."), "software.amazon.."),
                atHomeIn(List.of("cli.."), "picocli.."));
    }

    /** Rule 5, first half: a {@code Clock}, an id or a seeded generator is passed in, never fetched. */
    ArchRule clocksAndIdsComeIn() {
        return noClasses()
                .that()
                .resideInAPackage(in("core.."))
                .should()
                .accessTargetWhere(describe("the target is a clock or unseeded chance", ArchitectureRules::isUnseeded))
                .because("clocks, ids and seeds come in from outside")
                .allowEmptyShould(true);
    }

    /** Rule 5, second half: only classes named {@code Double…} serve DOUBLE measures, off the exact path. */
    ArchRule exactSpreadHasNoDouble() {
        return noClasses()
                .that()
                .resideInAPackage(in("core.spread.."))
                .and(describe("are not named Double…", it -> !topLevel(it).startsWith("Double")))
                .should(new FloatingPoint(FLOATING))
                .because("integers and decimals are split exactly")
                .allowEmptyShould(true);
    }

    /** Rule 6: evaluate it on main and test classes together. */
    ArchRule eachDrivenAdapterPassesItsContract() {
        return classes()
                .that(resideInAPackage(in("")))
                .should(new PassTheirContract(
                        resideInAPackage(in("core.port.out..")),
                        resideInAnyPackage(in("storage.."), in("queue.."), in("place..")),
                        resideInAPackage(in("testkit.."))))
                .allowEmptyShould(true);
    }

    /** Rule 6, second half. */
    ArchRule packagesHaveNoCycles() {
        return SlicesRuleDefinition.slices()
                .matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private ArchRule coreThatKnowsOnly(String reason, List<String> inside, List<String> alsoAllowed) {
        String[] insiders = inside.toArray(String[]::new);
        DescribedPredicate<JavaClass> restOfCore = resideInAPackage(in("core.."))
                .and(resideOutsideOfPackages(insiders))
                .and(resideOutsideOfPackages(alsoAllowed.toArray(String[]::new)))
                .as("the rest of core");
        return noClasses()
                .that()
                .resideInAnyPackage(insiders)
                .should()
                .dependOnClassesThat(restOfCore)
                .because(reason)
                .allowEmptyShould(true);
    }

    private ArchRule keptApart(String who, String... fromWhom) {
        String[] forbidden = List.of(fromWhom).stream().map(this::in).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(in(who))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true);
    }

    /** Modules that stand around the core know nothing of each other; the command line alone puts them together. */
    private ArchRule fromTheOthers(String who) {
        return keptApart(
                who, AROUND.stream().filter(module -> !module.equals(who)).toArray(String[]::new));
    }

    private ArchRule atHomeIn(List<String> homes, String... technology) {
        return noClasses()
                .that(resideInAPackage(in(""))
                        .and(resideOutsideOfPackage(in("bench..")))
                        .and(resideOutsideOfPackages(
                                homes.stream().map(this::in).toArray(String[]::new))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology)
                .because("its home is " + homes)
                .allowEmptyShould(true);
    }

    private static ArchRule together(ArchRule first, ArchRule... more) {
        CompositeArchRule all = CompositeArchRule.of(first);
        for (ArchRule rule : more) {
            all = all.and(rule);
        }
        return all.allowEmptyShould(true);
    }

    /** The pattern of a package under the root, of the whole tree for {@code ""}. */
    private String in(String relative) {
        return relative.isEmpty() ? root + ".." : root + "." + relative;
    }

    private static String topLevel(JavaClass it) {
        JavaClass outer = it;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName();
    }

    private static boolean isUnseeded(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String target = owner.getName() + "." + access.getTarget().getName();
        return CALLS_FOR_TIME.contains(target)
                || CALLS_FOR_CHANCE.contains(target)
                || isNowWithoutAClock(access)
                || isSeedlessConstructor(access);
    }

    private static boolean isNowWithoutAClock(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("java.time")
                && access.getTarget().getName().equals("now")
                && !parameterNames(access).contains("java.time.Clock");
    }

    private static boolean isSeedlessConstructor(JavaAccess<?> access) {
        return access.getTarget().getName().equals("<init>")
                && MADE_WITH_A_SEED.contains(access.getTargetOwner().getName())
                && parameterNames(access).isEmpty();
    }

    private static List<String> parameterNames(JavaAccess<?> access) {
        if (access.getTarget() instanceof CodeUnitAccessTarget unit) {
            return unit.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        }
        return List.of();
    }
}
