package dev.ducksheet.cli;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;

/**
 * Asks of each driven adapter, for each outbound port it implements, a test class in its own package that extends the
 * testkit's {@code <Port>Contract}. What only another port hands out is held by the contract of that one, unless it has
 * one of its own.
 */
final class PassTheirContract extends ArchCondition<JavaClass> {

    private final DescribedPredicate<JavaClass> outboundPorts;
    private final DescribedPredicate<JavaClass> drivenAdapters;
    private final DescribedPredicate<JavaClass> testkit;
    private List<JavaClass> everything = List.of();

    PassTheirContract(
            DescribedPredicate<JavaClass> outboundPorts,
            DescribedPredicate<JavaClass> drivenAdapters,
            DescribedPredicate<JavaClass> testkit) {
        super("pass the contract of each outbound port they implement");
        this.outboundPorts = outboundPorts;
        this.drivenAdapters = drivenAdapters;
        this.testkit = testkit;
    }

    @Override
    public void init(Collection<JavaClass> all) {
        everything = List.copyOf(all);
    }

    @Override
    public void check(JavaClass it, ConditionEvents events) {
        if (!drivenAdapters.test(it) || it.getModifiers().contains(JavaModifier.ABSTRACT) || isPartOfATest(it)) {
            return;
        }
        it.getAllRawInterfaces().stream()
                .filter(outboundPorts)
                .filter(port -> !isPart(port) || hasContract(port))
                .filter(port -> !isProven(it, port))
                .forEach(port -> events.add(SimpleConditionEvent.violated(
                        it,
                        "no test in %s extends the testkit's %sContract, which %s must pass"
                                .formatted(it.getPackageName(), port.getSimpleName(), it.getName()))));
    }

    /** A test's own double of a port is no adapter. */
    private static boolean isPartOfATest(JavaClass it) {
        return it.getEnclosingClass()
                .filter(outer -> outer.getSimpleName().endsWith("Test"))
                .isPresent();
    }

    private boolean isPart(JavaClass port) {
        return everything.stream()
                .filter(outboundPorts)
                .filter(other -> !other.equals(port))
                .flatMap(other -> other.getMethods().stream())
                .anyMatch(method -> method.getRawReturnType().equals(port));
    }

    private boolean hasContract(JavaClass port) {
        return everything.stream()
                .filter(testkit)
                .anyMatch(contract -> contract.getSimpleName().equals(port.getSimpleName() + "Contract"));
    }

    private boolean isProven(JavaClass adapter, JavaClass port) {
        return everything.stream()
                .filter(candidate -> candidate.getPackageName().equals(adapter.getPackageName()))
                .flatMap(candidate -> candidate.getAllRawSuperclasses().stream())
                .filter(testkit)
                .anyMatch(contract -> contract.getSimpleName().equals(port.getSimpleName() + "Contract"));
    }
}
