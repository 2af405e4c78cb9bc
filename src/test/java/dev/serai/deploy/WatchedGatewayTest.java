package dev.serai.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream;
import dev.serai.support.OwnGateway;
import dev.serai.wire.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus that scrapes a real gateway under all kinds of traffic: every query of every dashboard and rule that is
 * shipped has an answer.
 */
class WatchedGatewayTest {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)[{ ]");
    private static final Pattern LABELS = Pattern.compile("label_values\\(([^,{]+)(?:\\{.*})?, *(\\w+)\\)");
    /** Series that Prometheus makes itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS", "ALERTS_FOR_STATE");
    /** Micrometer's own names, which promtool finds fault with. */
    private static final Set<String> OF_MICROMETER =
            Set.of("jvm_compilation_time_ms_total", "process_cpu_time_ns_total", "system_cpu_count");

    @TempDir
    private static Path folder;

    private static FakeUpstream upstream;
    private static OwnGateway gateway;
    private static Traffic traffic;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        upstream = new FakeUpstream();
        Map<String, String> properties = new TreeMap<>();
        properties.put("serai.data", folder.resolve("data").toString());
        properties.put("serai.routes", Traffic.routes(upstream).toString());
        properties.put("serai.admin-key", Traffic.ADMIN_KEY);
        properties.put("serai.metrics.labels", "endpoint,method,status,operation,provider,model,project");
        properties.put("serai.memory-budget", "2MB"); // too little for one of the callers
        properties.put("serai.breaker.window", "10");
        properties.put("serai.breaker.open-for", "1h"); // one that is open stays so
        properties.put("serai.breaker.open-for-most", "1h");
        properties.put("serai.hedge-share", "1");
        properties.put("serai.simulator.tokens-per-second", "500");
        properties.put("serai.simulator.first-token-delay", "300ms");
        properties.put("SERAI_RETRIES", "1");
        gateway = OwnGateway.start(properties);
        traffic = new Traffic(gateway).start();
    }

    @AfterAll
    static void stop() throws Exception {
        traffic.close();
        if (prometheus != null) {
            prometheus.close();
        }
        gateway.close();
        upstream.close();
    }

    private static Prometheus prometheus() throws Exception {
        if (prometheus == null) {
            prometheus = Prometheus.start(
                    "127.0.0.1:" + gateway.port(), viewerToken(), Files.createTempDirectory(folder, "prometheus"));
        }
        return prometheus;
    }

    private static String viewerToken() throws Exception {
        HttpResponse<String> made = gateway.send(
                "POST",
                "/manage/tokens",
                "{\"name\":\"prometheus\",\"role\":\"VIEWER\"}",
                "Authorization",
                "Bearer " + Traffic.ADMIN_KEY);
        return Json.MAPPER.readTree(made.body()).path("secret").asText();
    }

    private static String page() throws Exception {
        HttpResponse<String> page = gateway.get("/manage/metrics", "Authorization", "Bearer " + Traffic.ADMIN_KEY);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private static Set<String> served() throws Exception {
        Set<String> names = new TreeSet<>(OF_PROMETHEUS);
        Matcher sample = SAMPLE.matcher(page());
        while (sample.find()) {
            names.add(sample.group(1));
        }
        Shipped.rules().stream().filter(rule -> !rule.isAlert()).forEach(rule -> names.add(rule.record()));
        return names;
    }

    /** Each query that is shipped, by where it stands. */
    private static Map<String, PromQl> queries() throws Exception {
        Map<String, PromQl> queries = new LinkedHashMap<>();
        for (Shipped.Rule rule : Shipped.rules()) {
            queries.put(rule.toString(), rule.isAlert() ? rule.query().withoutThresholds() : rule.query());
        }
        for (Dashboard dashboard : Shipped.dashboards()) {
            dashboard.queries().forEach((place, query) -> {
                queries.put(place, query.filledIn(Map.of()));
                queries.put(place + ", of two providers", query.filledIn(Map.of("provider", "(simulator|acme)")));
            });
        }
        return queries;
    }

    @Test
    void everySeriesThatIsNamed_isServed() throws Exception {
        Set<String> named = new TreeSet<>();
        queries().values().forEach(query -> named.addAll(query.series()));
        for (Dashboard dashboard : Shipped.dashboards()) {
            for (String variable : dashboard.variables().values()) {
                named.add(labelValues(variable).group(1));
            }
        }
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!served().containsAll(named) && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }

        assertThat(served()).containsAll(named);
        assertThat(traffic.failures()).isEmpty();
    }

    private static Matcher labelValues(String variable) {
        Matcher labels = LABELS.matcher(variable);
        assertThat(labels.matches()).as(variable).isTrue();
        return labels;
    }

    @Test
    void page_isAsPromtoolWantsIt() throws Exception {
        Program promtool = Program.installed("promtool", "prometheus");
        Path page = Files.writeString(folder.resolve("page"), page());

        assertThat(promtool.complaints(page, "check", "metrics"))
                .filteredOn(line -> OF_MICROMETER.stream().noneMatch(line::startsWith))
                .isEmpty();
    }

    @Test
    void everyQueryThatIsShipped_hasAnAnswer() throws Exception {
        Prometheus asked = prometheus();
        Map<String, PromQl> unanswered = new LinkedHashMap<>(queries());
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!unanswered.isEmpty() && System.nanoTime() < deadline) {
            unanswered.values().removeIf(query -> !asked.ask(query).isEmpty());
            Thread.sleep(200);
        }

        assertThat(unanswered).isEmpty();
    }

    @Test
    void everyVariableOfADashboard_hasValues() throws Exception {
        Prometheus asked = prometheus();
        for (Dashboard dashboard : Shipped.dashboards()) {
            for (Map.Entry<String, String> variable : dashboard.variables().entrySet()) {
                Matcher labels = labelValues(variable.getValue());
                String path = "/api/v1/label/" + labels.group(2) + "/values?match[]="
                        + URLEncoder.encode(labels.group(1), StandardCharsets.UTF_8);
                asked.await(() ->
                        !asked.get(path.replace("[]", "%5B%5D")).path("data").isEmpty());
            }
        }
    }

    @Test
    void scrapesAndRules_areWithoutError() throws Exception {
        Prometheus asked = prometheus();
        asked.await(() -> asked.ask(new PromQl("sum(up)")).contains(2.0));

        JsonNode targets =
                asked.get("/api/v1/targets?state=active").path("data").path("activeTargets");
        assertThat(targets.findValuesAsText("lastError")).hasSize(2).containsOnly("");
        asked.await(() -> !asked.get("/api/v1/rules").findValuesAsText("health").contains("unknown"));
        assertThat(asked.get("/api/v1/rules").findValuesAsText("health"))
                .isNotEmpty()
                .containsOnly("ok");
        assertThat(asked.get("/api/v1/rules").findValuesAsText("lastError")).isEmpty();
    }
}
