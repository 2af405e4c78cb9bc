package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.SeraiProperties;
import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** A gateway to which no collector is named, as it is by default. */
class UntracedTest extends GatewayTest {

    /** Loads our classes anew, and none of OpenTelemetry's. */
    private static final class Without extends ClassLoader {

        private final List<String> asked = new ArrayList<>();

        Without() {
            super(UntracedTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.")) {
                asked.add(name);
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.serai.traces.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? defined(name) : known;
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Autowired
    private ApplicationContext spring;

    @Test
    void parent_isNotPassedOn() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));

        post(
                "/v1/chat/completions",
                chat("openai/gpt-4o"),
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(UPSTREAM.last().headers()).doesNotContainKeys("traceparent", "tracestate");
        assertThat(spring.getBean(Tracing.class)).isSameAs(Tracing.OFF);
        assertThat(spring.getBeanNamesForType(SpanContext.class)).isEmpty();
    }

    @Test
    void nothingOfOpenTelemetry_isLoaded() throws Exception {
        Without without = new Without();
        Class<?> configuration = without.loadClass(TracesConfiguration.class.getName());
        Method tracing = configuration.getDeclaredMethod(
                "tracing", Environment.class, SeraiProperties.class, MeterRegistry.class);
        Constructor<?> made = configuration.getDeclaredConstructor();
        made.setAccessible(true);
        tracing.setAccessible(true);

        Object off = tracing.invoke(made.newInstance(), new MockEnvironment(), null, null);
        Object disabled = tracing.invoke(
                made.newInstance(),
                new MockEnvironment()
                        .withProperty("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
                        .withProperty("OTEL_SDK_DISABLED", "true"),
                null,
                null);

        assertThat(off).isSameAs(disabled).isNotInstanceOf(Tracing.class); // that of this test's own loader
        assertThat(without.asked).isEmpty();
    }
}
