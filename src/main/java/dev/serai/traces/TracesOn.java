package dev.serai.traces;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether a collector is named: no class of OpenTelemetry's is loaded where none is. */
final class TracesOn implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return OtelVariables.of(context.getEnvironment()).on();
    }
}
