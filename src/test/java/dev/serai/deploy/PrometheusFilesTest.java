package dev.serai.deploy;

import static dev.serai.support.RouteFile.list;
import static dev.serai.support.RouteFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus takes its files, and alerts fire when they should, say whose fault it is and what to do. */
class PrometheusFilesTest {

    private static final Path FOLDER = Shipped.FOLDER.resolve("prometheus");
    private static final Path TESTS = FOLDER.resolve("tests");

    /** Their texts are not compared, which alert_rule_test would. */
    private static final Pattern FIRING = Pattern.compile("ALERTS\\{alertname=\"(\\w+)\", alertstate=\"firing\"}");

    private static List<Shipped.Rule> alerts() throws Exception {
        return Shipped.rules().stream().filter(Shipped.Rule::isAlert).toList();
    }

    @Test
    void config_isTaken(@TempDir Path folder) throws Exception {
        Program promtool = Program.installed("promtool", "prometheus");
        Path token = Files.writeString(folder.resolve("metrics"), "sk-serai-token");
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(FOLDER.resolve("prometheus.yml"))
                        .replace("/etc/prometheus-token/metrics", token.toString())
                        .replace("rules/*.yml", Shipped.RULES.toAbsolutePath() + "/*.yml"));

        assertThat(promtool.run("check", "config", config.toString()))
                .contains("SUCCESS")
                .doesNotContain("WARNING", "FAILED");
    }

    @Test
    void rules_areTaken() throws Exception {
        Program promtool = Program.installed("promtool", "prometheus");
        int found = 0;
        for (Path file : Shipped.files(Shipped.RULES)) {
            String said = promtool.run("check", "rules", "--lint=all", "--lint-fatal", file.toString());
            found += Integer.parseInt(said.replaceAll("(?s).*SUCCESS: (\\d+) rules found.*", "$1"));
        }

        assertThat(found).isEqualTo(Shipped.rules().size());
    }

    @Test
    void alerts_fireWhenTheyShould() throws Exception {
        Program promtool = Program.installed("promtool", "prometheus");
        List<String> arguments = new ArrayList<>(List.of("test", "rules"));
        Shipped.files(TESTS).forEach(file -> arguments.add(file.toString()));

        assertThat(promtool.run(arguments.toArray(String[]::new))).contains("SUCCESS");
    }

    /** Where there is no promtool, too: a new alert has its test. */
    @Test
    void alerts_areTried_bothThatTheyFireAndThatTheyDoNot() throws Exception {
        Set<String> fire = new TreeSet<>();
        Set<String> doNot = new TreeSet<>();
        for (Path file : Shipped.files(TESTS)) {
            for (Object test : list(Shipped.yaml(file).get("tests"))) {
                for (Object tried : list(map(test).get("promql_expr_test"))) {
                    Matcher alert = FIRING.matcher((String) map(tried).get("expr"));
                    assertThat(alert.matches()).as("%s", tried).isTrue();
                    (list(map(tried).get("exp_samples")).isEmpty() ? doNot : fire).add(alert.group(1));
                }
            }
        }
        Set<String> names = new TreeSet<>();
        alerts().forEach(alert -> names.add(alert.alert()));

        assertThat(fire).isEqualTo(names);
        assertThat(doNot).isEqualTo(names);
    }

    @Test
    void alerts_sayWhatWhoseFaultAndWhatToDo() throws Exception {
        String page = Files.readString(Path.of("docs/operating.md"));
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.alert()).as("a name").matches("Serai[A-Z][A-Za-z]+");
            assertThat(alert.labels()).as(alert.alert()).containsOnlyKeys("severity", "whose");
            assertThat((String) alert.labels().get("severity"))
                    .as(alert.alert())
                    .matches("page|ticket");
            assertThat((String) alert.labels().get("whose"))
                    .as(alert.alert())
                    .matches("gateway|provider|caller|operator");
            Map<String, Object> annotations = alert.annotations();
            assertThat(annotations).as(alert.alert()).containsOnlyKeys("summary", "description", "runbook");
            assertThat((String) annotations.get("summary"))
                    .as("one line, no full stop")
                    .matches("[^\n]*[^.\n]");
            assertThat(page).as("what to do about it").contains("`" + alert.alert() + "`");
            String heading = ((String) annotations.get("runbook")).replace("docs/operating.md#", "");
            assertThat(page.lines().filter(line -> line.startsWith("#")).map(PrometheusFilesTest::anchor))
                    .as("%s: headings of docs/operating.md", alert.alert())
                    .contains(heading);
        });
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{Alnum} _-]", "")
                .replace(' ', '-');
    }

    /** Probes, programs that manage, and the console with its pages that stay open say nothing of what callers get. */
    @Test
    void requests_areThoseOfCallers() throws Exception {
        Pattern selector = Pattern.compile("http_request[a-z_]*\\{[^}]*}");
        List<String> selectors = new ArrayList<>();
        for (Shipped.Rule rule : Shipped.rules()) {
            selector.matcher(rule.query().text()).results().forEach(it -> selectors.add(it.group()));
        }
        for (Dashboard dashboard : Shipped.dashboards()) {
            dashboard
                    .queries()
                    .values()
                    .forEach(
                            query -> selector.matcher(query.text()).results().forEach(it -> selectors.add(it.group())));
        }

        assertThat(selectors)
                .hasSizeGreaterThan(15)
                .allSatisfy(it -> assertThat(it).contains("endpoint!~\"/health|/manage|/admin\""));
    }

    @Test
    void recordedSeries_areNamedByWhatTheyAreOf() throws Exception {
        Map<String, PromQl> records = new TreeMap<>();
        for (Shipped.Rule rule : Shipped.rules()) {
            if (!rule.isAlert()) {
                assertThat(rule.record()).as("level:metric:operation").matches("[a-z_]+:[a-z0-9_]+:[a-z0-9_]+");
                assertThat(records.put(rule.record(), rule.query()))
                        .as("%s, twice", rule)
                        .isNull();
            }
        }
        Set<String> used = new TreeSet<>();
        for (Shipped.Rule rule : Shipped.rules()) {
            used.addAll(rule.query().series());
        }
        for (Dashboard dashboard : Shipped.dashboards()) {
            dashboard.queries().values().forEach(query -> used.addAll(query.series()));
        }
        assertThat(used).as("nothing is recorded that nobody looks at").containsAll(records.keySet());
    }
}
