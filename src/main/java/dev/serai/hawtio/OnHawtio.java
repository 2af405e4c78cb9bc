package dev.serai.hawtio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/** What there is where {@code serai.hawtio} is set. It knows classes of jars that a gateway without Hawtio does not have. */
@Conditional(OnHawtio.IsOn.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnHawtio {

    /** Ends a start that has been promised Hawtio, and has no jars of it. */
    final class IsOn implements Condition {

        private static final String KEY = "serai.hawtio";

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean on = context.getEnvironment().getProperty(KEY, Boolean.class, false);
            ClassLoader classes = context.getClassLoader();
            if (on
                    && !(ClassUtils.isPresent("org.jolokia.server.core.http.AgentServlet", classes)
                            && Console.isIn(classes))) {
                throw new InvalidConfigurationPropertyValueException(
                        KEY,
                        true,
                        "Hawtio's jars are not on the class path: build with `mvn package -Phawtio`, and start with"
                                + " `java -cp 'target/serai.jar:target/hawtio/*' dev.serai.Serai`");
            }
            return on;
        }
    }
}
