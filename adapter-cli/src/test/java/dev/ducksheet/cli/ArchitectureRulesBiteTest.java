package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.ducksheet.planted.cli.CliAtHome;
import dev.ducksheet.planted.cli.CliThatKnowsSql;
import dev.ducksheet.planted.cli.CliThatKnowsTokens;
import dev.ducksheet.planted.core.access.AccessThatKnowsPorts;
import dev.ducksheet.planted.core.application.CoreThatLooksAtTheClock;
import dev.ducksheet.planted.core.application.CoreThatMakesUpIds;
import dev.ducksheet.planted.core.application.CoreThatPassesTheClockOn;
import dev.ducksheet.planted.core.application.CoreThatThrowsDice;
import dev.ducksheet.planted.core.application.UseCase;
import dev.ducksheet.planted.core.condition.ConditionThatKnowsSpread;
import dev.ducksheet.planted.core.edit.EditThatKnowsPorts;
import dev.ducksheet.planted.core.imports.ImportThatKnowsPorts;
import dev.ducksheet.planted.core.model.ModelThatKnowsALibrary;
import dev.ducksheet.planted.core.model.ModelThatKnowsPorts;
import dev.ducksheet.planted.core.model.ModelThatKnowsSql;
import dev.ducksheet.planted.core.port.in.PortThatKnowsApplication;
import dev.ducksheet.planted.core.spread.DoubleSpread;
import dev.ducksheet.planted.core.spread.ExactSpread;
import dev.ducksheet.planted.core.spread.SpreadThatKeepsADouble;
import dev.ducksheet.planted.core.spread.SpreadThatKnowsValidation;
import dev.ducksheet.planted.core.spread.SpreadThatPassesThroughADouble;
import dev.ducksheet.planted.core.validation.RuleThatKnowsPorts;
import dev.ducksheet.planted.core.webhook.ChoiceThatKnowsPorts;
import dev.ducksheet.planted.csv.CsvThatKnowsTheCli;
import dev.ducksheet.planted.guard.GuardThatKnowsTheCore;
import dev.ducksheet.planted.http.HttpAtHome;
import dev.ducksheet.planted.http.HttpThatKnowsMicrometer;
import dev.ducksheet.planted.http.HttpThatKnowsOpenTelemetry;
import dev.ducksheet.planted.http.HttpThatKnowsOutboundPorts;
import dev.ducksheet.planted.http.HttpThatKnowsPicocli;
import dev.ducksheet.planted.http.HttpThatKnowsSql;
import dev.ducksheet.planted.http.HttpThatKnowsTheSender;
import dev.ducksheet.planted.metrics.micrometer.MetricsThatKnowTheQueue;
import dev.ducksheet.planted.place.http.PlaceThatKnowsInboundPorts;
import dev.ducksheet.planted.queue.redis.ProvenByContract;
import dev.ducksheet.planted.queue.redis.QueueThatKnowsMicronaut;
import dev.ducksheet.planted.queue.redis.QueueThatKnowsStorage;
import dev.ducksheet.planted.queue.redis.QueueWithAContractTest;
import dev.ducksheet.planted.ring.one.RingOne;
import dev.ducksheet.planted.ring.two.RingTwo;
import dev.ducksheet.planted.seed.SeedThatKnowsTheCli;
import dev.ducksheet.planted.storage.duckdb.StorageThatKnowsInboundPorts;
import dev.ducksheet.planted.storage.duckdb.StorageThatKnowsRedis;
import dev.ducksheet.planted.storage.duckdb.StoreWithoutAContractTest;
import dev.ducksheet.planted.tracing.otel.TracingThatKnowsTheQueue;
import dev.ducksheet.planted.webhook.http.WebhookThatKnowsAmazon;
import dev.ducksheet.planted.webhook.http.WebhookThatKnowsInboundPorts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that each rule of the house fails on a planted violation, and lets the innocent pass. */
final class ArchitectureRulesBiteTest {

    private static final ArchitectureRules PLANTED = new ArchitectureRules("dev.ducksheet.planted");

    @ParameterizedTest(name = "{1}")
    @MethodSource("violations")
    void a_planted_violation_fails_its_rule(ArchRule rule, Class<?> violation) {
        assertThat(failuresOf(rule, violation)).contains(violation.getSimpleName());
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                arguments(PLANTED.coreKnowsNoTechnology(), ModelThatKnowsSql.class),
                arguments(PLANTED.coreKnowsNoTechnology(), ModelThatKnowsALibrary.class),
                arguments(PLANTED.insideOfCorePointsInward(), ModelThatKnowsPorts.class),
                arguments(PLANTED.insideOfCorePointsInward(), ConditionThatKnowsSpread.class),
                arguments(PLANTED.insideOfCorePointsInward(), AccessThatKnowsPorts.class),
                arguments(PLANTED.insideOfCorePointsInward(), EditThatKnowsPorts.class),
                arguments(PLANTED.insideOfCorePointsInward(), ImportThatKnowsPorts.class),
                arguments(PLANTED.insideOfCorePointsInward(), RuleThatKnowsPorts.class),
                arguments(PLANTED.insideOfCorePointsInward(), SpreadThatKnowsValidation.class),
                arguments(PLANTED.insideOfCorePointsInward(), ChoiceThatKnowsPorts.class),
                arguments(PLANTED.insideOfCorePointsInward(), PortThatKnowsApplication.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), HttpThatKnowsOutboundPorts.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), StorageThatKnowsInboundPorts.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), QueueThatKnowsStorage.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), MetricsThatKnowTheQueue.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), TracingThatKnowsTheQueue.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), WebhookThatKnowsInboundPorts.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), PlaceThatKnowsInboundPorts.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), SeedThatKnowsTheCli.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), CsvThatKnowsTheCli.class),
                arguments(PLANTED.adaptersKeepToTheirSide(), GuardThatKnowsTheCore.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), ModelThatKnowsSql.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), HttpThatKnowsSql.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), CliThatKnowsSql.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), StorageThatKnowsRedis.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), QueueThatKnowsMicronaut.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), HttpThatKnowsPicocli.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), HttpThatKnowsMicrometer.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), HttpThatKnowsOpenTelemetry.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), HttpThatKnowsTheSender.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), WebhookThatKnowsAmazon.class),
                arguments(PLANTED.eachTechnologyHasOneHome(), CliThatKnowsTokens.class),
                arguments(PLANTED.clocksAndIdsComeIn(), CoreThatLooksAtTheClock.class),
                arguments(PLANTED.clocksAndIdsComeIn(), CoreThatPassesTheClockOn.class),
                arguments(PLANTED.clocksAndIdsComeIn(), CoreThatMakesUpIds.class),
                arguments(PLANTED.clocksAndIdsComeIn(), CoreThatThrowsDice.class),
                arguments(PLANTED.exactSpreadHasNoDouble(), SpreadThatKeepsADouble.class),
                arguments(PLANTED.exactSpreadHasNoDouble(), SpreadThatPassesThroughADouble.class),
                arguments(PLANTED.eachDrivenAdapterPassesItsContract(), StoreWithoutAContractTest.class));
    }

    @Test
    void a_ring_of_two_packages_fails_the_rule_on_cycles() {
        assertThat(failuresOf(PLANTED.packagesHaveNoCycles(), RingOne.class, RingTwo.class))
                .contains("RingOne", "RingTwo");
    }

    @Test
    void an_adapter_beside_its_contract_test_passes() {
        assertThat(failuresOf(
                        PLANTED.eachDrivenAdapterPassesItsContract(),
                        QueueWithAContractTest.class,
                        ProvenByContract.class))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("innocents")
    void an_innocent_class_passes_every_rule(Class<?> innocent) {
        assertThat(PLANTED.all())
                .allSatisfy(rule -> assertThat(failuresOf(rule, innocent)).isEmpty());
    }

    static Stream<Class<?>> innocents() {
        return Stream.of(UseCase.class, ExactSpread.class, DoubleSpread.class, HttpAtHome.class, CliAtHome.class);
    }

    private static String failuresOf(ArchRule rule, Class<?>... classes) {
        JavaClasses planted = new ClassFileImporter().importClasses(classes);
        return String.join("\n", rule.evaluate(planted).getFailureReport().getDetails());
    }
}
