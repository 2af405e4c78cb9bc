package dev.serai.deploy;

import static dev.serai.support.RouteFile.list;
import static dev.serai.support.RouteFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grafana is given what it can show: no Grafana runs here, so the files themselves are looked at. */
class DashboardsTest {

    private static final int COLUMNS = 24;
    private static final Set<String> KINDS =
            Set.of("row", "text", "stat", "timeseries", "table", "bargauge", "state-timeline", "gauge");
    /** Grafana's words for units that these dashboards need. */
    private static final Set<String> UNITS = Set.of(
            "none",
            "short",
            "s",
            "percentunit",
            "reqps",
            "ops",
            "bytes",
            "Bps",
            "currencyUSD",
            "dateTimeAsIso",
            "dateTimeFromNow",
            "dtdurations",
            "locale",
            "string");

    static List<Dashboard> dashboards() throws IOException {
        return Shipped.dashboards();
    }

    @Test
    void dashboards_areTheThreeThatAreProvisioned() throws Exception {
        assertThat(dashboards().stream().map(Dashboard::toString))
                .containsExactly("money.json", "providers.json", "traffic.json");
        Set<String> uids = new TreeSet<>();
        dashboards().forEach(dashboard -> uids.add(dashboard.json().path("uid").asText()));
        assertThat(uids).containsExactly("serai-money", "serai-providers", "serai-traffic");

        Map<String, Object> provider =
                map(list(Shipped.yaml(Shipped.FOLDER.resolve("grafana/provisioning/dashboards/serai.yaml"))
                                .get("providers"))
                        .get(0));
        String mounted = list(map(map(Shipped.yaml(Shipped.FOLDER.resolve("compose.yaml"))
                                        .get("services"))
                                .get("grafana"))
                        .get("volumes"))
                .stream()
                .map(String.class::cast)
                .filter(mount -> mount.startsWith("./grafana/dashboards:"))
                .findFirst()
                .orElseThrow();
        assertThat(map(provider.get("options")).get("path")).isEqualTo(mounted.split(":", -1)[1]);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboard_isAsGrafanaKeepsIt(Dashboard dashboard) {
        JsonNode json = dashboard.json();
        assertThat(json.path("id").isNull() || json.path("id").isMissingNode()).isTrue();
        assertThat(json.path("title").asText()).startsWith("Serai: ");
        assertThat(json.path("description").asText()).isNotBlank();
        assertThat(json.path("schemaVersion").asInt()).isBetween(36, 42);
        assertThat(json.path("refresh").asText()).isNotBlank();
        assertThat(json.path("time").path("from").asText()).startsWith("now-");
        assertThat(json.path("links").findValuesAsText("title"))
                .as("ways to the others")
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panels_haveAPlaceOfTheirOwn(Dashboard dashboard) {
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : dashboard.panels()) {
            String title = dashboard + ", " + panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt()))
                    .as("%s: its id", title)
                    .isTrue();
            JsonNode at = panel.path("gridPos");
            int right = at.path("x").asInt() + at.path("w").asInt();
            assertThat(right).as(title).isBetween(1, COLUMNS);
            for (int x = at.path("x").asInt(); x < right; x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    assertThat(taken.add(List.of(x, at.path("y").asInt() + y)))
                            .as("%s stands on another one", title)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panels_sayWhatTheyShow(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            String title = dashboard + ", " + panel.path("title").asText();
            assertThat(panel.path("title").asText()).as(title).isNotBlank();
            assertThat(panel.path("type").asText()).as(title).isIn(KINDS);
        }
        assertThat(dashboard.diagrams()).isNotEmpty().allSatisfy(panel -> {
            String title = dashboard + ", " + panel.path("title").asText();
            assertThat(panel.path("description").asText())
                    .as("%s: what it means and what to do", title)
                    .isNotBlank();
            assertThat(panel.path("datasource").path("uid").asText()).as(title).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).as(title).isNotEmpty();
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isIn(UNITS);
        });
        assertThat(dashboard.json().findValuesAsText("unit"))
                .allSatisfy(unit -> assertThat(unit).isIn(UNITS));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void queries_areWhole_andUseVariablesThatAreThere(Dashboard dashboard) {
        Set<String> known = new HashSet<>(dashboard.names());
        known.addAll(Set.of("__rate_interval", "__range", "__interval"));
        Set<String> used = new TreeSet<>();
        dashboard.queries().forEach((place, query) -> {
            assertThat(place).as("a letter for each query").matches(".*, [A-Z]");
            assertThat(query.text()).as(place).isNotBlank();
            assertThat(query.variables())
                    .as(place)
                    .allSatisfy(name -> assertThat(name).isIn(known));
            used.addAll(query.variables());
        });
        assertThat(used)
                .as("no variable is for nothing")
                .containsAll(dashboard.variables().keySet());
        assertThat(dashboard.names()).contains("datasource");
        assertThat(dashboard.json().findValuesAsText("allValue"))
                .hasSameSizeAs(dashboard.variables().keySet())
                .containsOnly(PromQl.ALL);
    }

    @Test
    void datasource_isTheOneOfCompose() throws Exception {
        Map<String, Object> datasource =
                map(list(Shipped.yaml(Path.of("deploy/grafana/provisioning/datasources/prometheus.yaml"))
                                .get("datasources"))
                        .get(0));

        assertThat(datasource).containsEntry("type", "prometheus").containsEntry("url", "http://prometheus:9090");
        assertThat(map(datasource.get("jsonData")).get("timeInterval"))
                .isEqualTo(map(Shipped.yaml(Shipped.FOLDER.resolve("prometheus/prometheus.yml"))
                                .get("global"))
                        .get("scrape_interval"));
    }
}
