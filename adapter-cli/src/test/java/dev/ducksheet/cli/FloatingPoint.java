package dev.ducksheet.cli;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** Finds floating point in the fields and signatures of a class, and in what it calls of the JDK. */
final class FloatingPoint extends ArchCondition<JavaClass> {

    private final Set<String> types;

    FloatingPoint(Set<String> types) {
        super("use floating point");
        this.types = types;
    }

    @Override
    public void check(JavaClass it, ConditionEvents events) {
        it.getFields().stream().filter(this::floats).forEach(field -> found(it, field.getDescription(), events));
        it.getCodeUnits().stream().filter(this::floats).forEach(unit -> found(it, unit.getDescription(), events));
        it.getAccessesFromSelf().stream()
                .filter(this::floats)
                .forEach(access -> found(it, access.getDescription(), events));
    }

    private static void found(JavaClass it, String what, ConditionEvents events) {
        events.add(SimpleConditionEvent.satisfied(it, what + " uses floating point"));
    }

    private boolean floats(JavaField field) {
        return isFloating(field.getRawType());
    }

    private boolean floats(JavaCodeUnit unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                .anyMatch(this::isFloating);
    }

    private boolean floats(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("java.")
                && access.getTarget() instanceof CodeUnitAccessTarget unit
                && Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                        .anyMatch(this::isFloating);
    }

    private boolean isFloating(JavaClass type) {
        return types.contains(type.getBaseComponentType().getName());
    }
}
