package dev.serai.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringBootVersion;

/** Which build runs, on what: so that replicas which differ are seen. */
final class BuildInfo implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("serai.build.info", () -> 1)
                .description("The build that runs")
                .tags(Tags.of(
                        "version", version(BuildInfo.class, "unpacked"),
                        "java", Runtime.version().toString(),
                        "camel", version(CamelContext.class, ""),
                        "spring_boot", SpringBootVersion.getVersion()))
                .register(registry);
    }

    /** As the jar of a class has it. */
    private static String version(Class<?> type, String otherwise) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? otherwise : version;
    }
}
