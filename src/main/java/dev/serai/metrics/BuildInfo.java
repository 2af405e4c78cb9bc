package dev.serai.metrics;

import dev.serai.BuiltVersion;
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
                        "version", BuiltVersion.text(),
                        "java", Runtime.version().toString(),
                        "camel", camel(),
                        "spring_boot", SpringBootVersion.getVersion()))
                .register(registry);
    }

    /** As its jar has it. */
    private static String camel() {
        String version = CamelContext.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }
}
