package dev.serai.diagnostics;

import dev.serai.log.RecentLog;
import dev.serai.memory.GrowthWatch;
import dev.serai.memory.Holding;
import dev.serai.memory.Holdings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** The process and what it was started with. */
@Component
class ProcessParts {

    private final ConfigurableEnvironment environment;
    private final CamelContext camel;
    private final Holdings holdings;
    private final ObjectProvider<PrometheusMeterRegistry> metrics;

    ProcessParts(
            ConfigurableEnvironment environment,
            CamelContext camel,
            Holdings holdings,
            ObjectProvider<PrometheusMeterRegistry> metrics) {
        this.environment = environment;
        this.camel = camel;
        this.holdings = holdings;
        this.metrics = metrics;
    }

    List<Part> parts(JvmCommands.Histogram histogram) {
        return List.of(
                new Part("versions.json", "Serai, Java, the system, and all libraries", () -> Versions.document(camel)),
                new Part(
                        "settings.json",
                        "every setting; values that could be secrets are not shown",
                        () -> new Settings(environment).shown()),
                new Part("jvm.json", "flags, memory pools, collections, open files", Jvm::document),
                new Part("metrics.txt", "what /manage/metrics shows", this::scrape),
                new Part(
                        "log.txt",
                        "the last warnings and errors",
                        () -> String.join("\n", RecentLog.known().records()) + "\n"),
                new Part(
                        "failed-requests.txt",
                        "the last requests that failed, without what was said",
                        () -> String.join("\n", RecentLog.failedRequests().records()) + "\n"),
                new Part("threads.txt", "what the system's threads do", Threads::platform),
                new Part(
                        "virtual-threads.txt",
                        "what all threads do, virtual ones among them",
                        () -> Threads.virtual(requests())),
                new Part(
                        "histogram.txt",
                        "the classes of which there is most on the heap",
                        () -> JvmCommands.histogram(histogram)));
    }

    private String scrape() {
        PrometheusMeterRegistry registry = metrics.getIfAvailable();
        return registry == null ? "Metrics are off.\n" : registry.scrape();
    }

    private long requests() {
        return holdings.get().stream()
                .filter(it -> it.name().equals(GrowthWatch.REQUESTS))
                .mapToLong(Holding::entries)
                .sum();
    }
}
