package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.breakers.Breakers;
import dev.serai.support.Kept;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** What is kept by a name that a file gives goes with the last generation that has the name. */
class KeptNamesTest extends TimedGatewayTest {

    private static final int ROUNDS = 6;

    /** By what requests named, whoever named it: of the last 10,000. */
    private static final Set<String> BOUNDED = Set.of("Expectations.recent");

    private static final String ALIAS = """
        - route:
            id: model-%1$s
            group: models
            description: For tests
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-%1$s
              steps:
                - loadBalance:
                    id: %1$s-targets
                    customLoadBalancer: { ref: "roundRobin?recovery=resume" }
                    steps:
                      - to: { id: %1$s-a, uri: "target:openai/kept" }
                      - to: { id: %1$s-b, uri: "direct:model-smart" }
                      - to: { id: %1$s-c, uri: "target:%1$s/own" }
        """;

    private static final String ALERT = """
        - templatedRoute:
            routeTemplateRef: alert
            routeId: alert-%1$s
            parameters:
              - { name: alert, value: "%1$s" }
              - { name: says, value: "{value} is more than {threshold}" }
              - { name: question, value: "figure:memory" }
              - { name: threshold, value: "> 0%%" }
              - { name: every, value: "1s" }
              - { name: channel, value: "%1$s" }
        """;

    private static final String CHANNEL = """
        - route:
            id: channel-%1$s
            group: channels
            description: For tests
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:channel-%1$s
              steps:
                - log: { id: %1$s-told, message: "told", loggingLevel: DEBUG }
        """;

    private static final String EVENTS = """
        - route:
            id: event-%1$s
            group: events
            description: For tests
            errorHandler: { noErrorHandler: {} }
            from:
              uri: serai:events?types=reload
              steps:
                - log: { id: %1$s-line, message: "told", loggingLevel: DEBUG }
        """;

    @Autowired
    private ConfigurableApplicationContext spring;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Breakers breakers;

    /** Files that have the name, in place of those with the one before it, and a chat. */
    private void serve(String name, String before) throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("routes/providers/%s.camel.yaml", provider(name, name));
        files.put("routes/models/%s.camel.yaml", ALIAS.formatted(name));
        files.put("routes/alerts/%s.camel.yaml", ALERT.formatted(name));
        files.put("routes/channels/%s.camel.yaml", CHANNEL.formatted(name));
        files.put("routes/events/%s.camel.yaml", EVENTS.formatted(name));
        files.put("transforms/%s/chat/response.jslt", "{\"made\": \"" + name + "\", * : .}");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.deleteIfExists(file(file.getKey().formatted(before)));
            write(file.getKey().formatted(name), file.getValue());
        }
        FileSystemUtils.deleteRecursively(file("transforms/" + before)); // folders that are there are known
        reload();
        assertThat(post(CHAT, chat(name)).statusCode()).isEqualTo(200);
    }

    private void rounds(String kind) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            serve(kind + round, kind + (round - 1));
        }
        for (String folder : new String[] {"providers", "models", "alerts", "channels", "events"}) {
            Files.delete(file("routes/" + folder + "/" + kind + (ROUNDS - 1) + ".camel.yaml"));
        }
        FileSystemUtils.deleteRecursively(file("transforms/" + kind + (ROUNDS - 1)));
        reload();
        await(
                "the end of the last names",
                () -> breakers.reading(kind + (ROUNDS - 1)).isEmpty());
    }

    private Map<String, Integer> kept() throws Exception {
        Map<String, Integer> kept = new TreeMap<>();
        List<Object> beans = new ArrayList<>();
        for (String bean : spring.getBeanDefinitionNames()) {
            beans.add(spring.getBeanFactory().getSingleton(bean));
        }
        kept.putAll(Kept.from(beans));
        meters.getMeters().forEach(meter -> kept.merge("meter " + meter.getId().getName(), 1, Integer::sum));
        for (ObjectName name : ManagementFactory.getPlatformMBeanServer().queryNames(null, null)) {
            kept.merge("MBean " + name.getDomain() + ":" + name.getKeyProperty("type"), 1, Integer::sum);
        }
        return kept;
    }

    @Test
    void names_goWithTheLastGenerationThatHasThem() throws Exception {
        rounds("first");
        Map<String, Integer> before = kept();
        rounds("second");
        Map<String, Integer> after = kept();
        Map<String, Integer> more = growth(before, after);
        if (!more.isEmpty()) { // what was only made late does not grow again
            rounds("third");
            more.keySet().retainAll(growth(after, kept()).keySet());
        }
        assertThat(more).isEmpty();
    }

    private static Map<String, Integer> growth(Map<String, Integer> before, Map<String, Integer> after) {
        Map<String, Integer> growth = new TreeMap<>(after);
        growth.replaceAll((what, count) -> count - before.getOrDefault(what, 0));
        growth.values().removeIf(more -> more < ROUNDS / 2);
        growth.keySet().removeAll(BOUNDED);
        return growth;
    }

    private static CircuitBreaker circuit(Breakers breakers) {
        return breakers.ofTarget("openai/lasting").circuit();
    }

    @Test
    void breakerOfTarget_outlivesReloadsAsLongAsAFileNamesIt() throws Exception {
        write("routes/models/lasting.camel.yaml", ALIAS.formatted("lasting").replace("openai/kept", "openai/lasting"));
        write("routes/providers/lasting.camel.yaml", provider("lasting", "one"));
        reload();
        CircuitBreaker before = circuit(breakers);
        before.transitionToOpenState();

        write("routes/providers/lasting.camel.yaml", provider("lasting", "two"));
        reload();
        assertThat(circuit(breakers)).isSameAs(before);
        assertThat(breakers.reading("openai/lasting").orElseThrow().state()).isEqualTo("open");

        Files.delete(file("routes/models/lasting.camel.yaml"));
        reload();
        await("its end", () -> breakers.reading("openai/lasting").isEmpty());
        assertThat(breakers.reading("lasting")).isPresent();
    }

    @Test
    void breakerThatIsSetByHand_staysAsLongAsItsProvider() throws Exception {
        write("routes/models/lasting.camel.yaml", ALIAS.formatted("lasting"));
        write("routes/providers/lasting.camel.yaml", provider("lasting", "one"));
        reload();
        breakers.force("lasting/own", "open");

        Files.delete(file("routes/models/lasting.camel.yaml"));
        reload();
        reload();
        assertThat(breakers.reading("lasting/own").orElseThrow().state()).isEqualTo("forced-open");

        Files.delete(file("routes/providers/lasting.camel.yaml"));
        reload();
        await("its end", () -> breakers.reading("lasting/own").isEmpty());
        assertThat(breakers.reading("lasting")).isEmpty();
    }
}
