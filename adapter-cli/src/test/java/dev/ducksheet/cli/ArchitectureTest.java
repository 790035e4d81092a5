package dev.ducksheet.cli;

import static dev.ducksheet.cli.ArchitectureRules.OF_DUCKSHEET;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the project's own classes against the rules of the house. */
final class ArchitectureTest {

    private static final ImportOption NOT_THIS_MODULES_TESTS =
            location -> !location.contains("/adapter-cli/target/test-classes/");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(OF_DUCKSHEET.root());

    @Test
    void every_module_but_bench_is_looked_at() {
        assertThat(MAIN.stream().map(it -> it.getPackageName()))
                .contains(
                        "dev.ducksheet.core.model",
                        "dev.ducksheet.core.condition",
                        "dev.ducksheet.core.validation",
                        "dev.ducksheet.core.spread",
                        "dev.ducksheet.core.imports",
                        "dev.ducksheet.core.port.in",
                        "dev.ducksheet.core.port.out",
                        "dev.ducksheet.core.application",
                        "dev.ducksheet.core.queue",
                        "dev.ducksheet.storage.duckdb",
                        "dev.ducksheet.queue.redis",
                        "dev.ducksheet.metrics.micrometer",
                        "dev.ducksheet.tracing.otel",
                        "dev.ducksheet.webhook.http",
                        "dev.ducksheet.guard",
                        "dev.ducksheet.place.http",
                        "dev.ducksheet.core.webhook",
                        "dev.ducksheet.http",
                        "dev.ducksheet.cli",
                        "dev.ducksheet.seed",
                        "dev.ducksheet.testkit");
    }

    @Test
    void core_depends_on_the_jdk_and_jspecify_only() {
        OF_DUCKSHEET.coreKnowsNoTechnology().check(MAIN);
    }

    @Test
    void inside_of_core_dependencies_point_to_the_model() {
        OF_DUCKSHEET.insideOfCorePointsInward().check(MAIN);
    }

    @Test
    void adapters_keep_to_their_side_and_never_see_each_other() {
        OF_DUCKSHEET.adaptersKeepToTheirSide().check(MAIN);
    }

    @Test
    void each_technology_is_known_in_one_module() {
        OF_DUCKSHEET.eachTechnologyHasOneHome().check(MAIN);
    }

    @Test
    void core_takes_its_clocks_ids_and_seeds_from_outside() {
        OF_DUCKSHEET.clocksAndIdsComeIn().check(MAIN);
    }

    @Test
    void the_exact_path_of_spread_has_no_floating_point() {
        OF_DUCKSHEET.exactSpreadHasNoDouble().check(MAIN);
    }

    @Test
    void each_driven_adapter_passes_the_contract_of_its_ports() {
        OF_DUCKSHEET.eachDrivenAdapterPassesItsContract().check(mainAndTestsOfTheOtherModules());
    }

    @Test
    void packages_have_no_cycles() {
        OF_DUCKSHEET.packagesHaveNoCycles().check(MAIN);
    }

    private static JavaClasses mainAndTestsOfTheOtherModules() {
        Set<Location> locations = new HashSet<>(Locations.ofPackage(OF_DUCKSHEET.root()));
        Stream.of("port-storage-duckdb", "port-queue-redis", "port-place-http")
                .map(module -> Path.of("..", module, "target", "test-classes"))
                .filter(Files::isDirectory)
                .map(Location::of)
                .forEach(locations::add);
        return new ClassFileImporter().withImportOption(NOT_THIS_MODULES_TESTS).importLocations(locations);
    }
}
