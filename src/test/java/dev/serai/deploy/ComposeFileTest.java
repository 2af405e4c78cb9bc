package dev.serai.deploy;

import static dev.serai.support.RouteFile.list;
import static dev.serai.support.RouteFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.serai.wire.Json;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code compose.yaml} is what Compose takes, and gives nobody more than they need. */
class ComposeFileTest {

    private static final Path FILE = Shipped.FOLDER.resolve("compose.yaml");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)(:?[-?])?([^}]*)}");
    /** Those that end by themselves, and one whose image has no program that could ask. */
    private static final Set<String> UNASKED = Set.of("token", "otel-collector");

    private final Map<String, Object> compose = load();

    private static Map<String, Object> load() {
        try {
            return Shipped.yaml(FILE);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void eachService(BiConsumer<String, Map<String, Object>> check) {
        Map<String, Object> services = map(compose.get("services"));
        assertThat(services).containsKeys("serai", "postgres", "redis", "prometheus", "grafana", "otel-collector");
        services.forEach((name, service) -> check.accept(name, map(service)));
    }

    /** The schema is compose-spec's: where it is from is said beside it. */
    @Test
    void file_fitsTheSchemaOfCompose() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/deploy/compose-spec.json")) {
            JsonNode schema = ((ObjectNode) Json.MAPPER.readTree(in)).without("$id"); // which is no absolute address
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(schema)
                            .validate(Json.MAPPER.valueToTree(compose)))
                    .isEmpty();
        }
    }

    @Test
    void images_areOfOneVersion() {
        eachService((name, service) -> assertThat((String) service.get("image"))
                .as(name)
                .matches("serai:\\$\\{SERAI_TAG:-local}|[a-z/-]+:v?\\d+\\.\\d+(\\.\\d+)?(-[a-z]+)?"));
    }

    @Test
    void services_mayDoLittleAndTakeNoMoreThanTheyNeed() {
        eachService((name, service) -> {
            assertThat(service).as(name).containsEntry("read_only", true);
            assertThat(list(service.get("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(list(service.get("security_opt"))).as(name).containsExactly("no-new-privileges:true");
            assertThat(service).as(name).doesNotContainKeys("privileged", "network_mode", "pid");
            assertThat(map(map(map(service.get("deploy")).get("resources")).get("limits")))
                    .as(name)
                    .containsKeys("cpus", "memory", "pids");
            assertThat(map(service.get("logging"))).as(name).containsKey("options");
        });
    }

    @Test
    void services_areAskedWhetherTheyAreWell() throws Exception {
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("HEALTHCHECK");
        eachService((name, service) -> {
            Map<String, Object> check = map(service.getOrDefault("healthcheck", Map.of()));
            if (UNASKED.contains(name)) {
                assertThat(check).as(name).containsEntry("disable", true);
            } else if (!name.equals("serai")) {
                assertThat(check).as(name).containsKeys("test", "interval", "timeout", "retries");
            }
        });
    }

    @Test
    void ports_areOfThisMachineAlone() {
        eachService((name, service) -> {
            for (Object port : list(service.get("ports"))) {
                assertThat((String) port)
                        .as(name)
                        .matches("(127\\.0\\.0\\.1|\\$\\{SERAI_ADDRESS:-127\\.0\\.0\\.1}):.+");
            }
        });
        assertThat(map(map(compose.get("networks")).get("back"))).containsEntry("internal", true);
        for (String inner : Set.of("postgres", "redis")) {
            Map<String, Object> service = map(map(compose.get("services")).get(inner));
            assertThat(list(service.get("networks"))).as(inner).containsExactly("back");
            assertThat(service).as(inner).doesNotContainKey("ports");
        }
    }

    @Test
    void mounts_areThere_andReadOnly() {
        Set<String> volumes = map(compose.get("volumes")).keySet();
        eachService((name, service) -> {
            for (Object mount : list(service.get("volumes"))) {
                String[] parts = ((String) mount).split(":", -1);
                if (parts[0].startsWith(".")) {
                    assertThat(parts).as("%s: %s", name, mount).hasSize(3).endsWith("ro");
                    if (!parts[0].equals("./plugins")) { // which env.sh makes
                        assertThat(Shipped.FOLDER.resolve(parts[0])).exists();
                    }
                } else {
                    assertThat(volumes).as(name).contains(parts[0]);
                }
            }
        });
    }

    @Test
    void secrets_haveNoDefault() throws Exception {
        Set<String> required = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(Files.readString(FILE));
        while (variable.find()) {
            String name = variable.group(1);
            if (name.matches(".*(PASSWORD|_KEY|SECRET|TOKEN)")) {
                assertThat(variable.group()).matches("\\$\\{\\w+:\\?.+}|\\$\\{SERAI_ADMIN_KEY:-}");
                required.add(name);
            }
        }
        assertThat(required).contains("POSTGRES_PASSWORD", "REDIS_PASSWORD", "GRAFANA_PASSWORD", "SERAI_MASTER_KEY");
        for (String example : Set.of(".env.example", "serai.env.example")) {
            assertThat(Files.readString(Shipped.FOLDER.resolve(example)).lines())
                    .filteredOn(line -> line.matches("#?[A-Z_]*(PASSWORD|KEY|TOKEN)=.*"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).as(example).endsWith("="));
        }
        assertThat(Files.readAllLines(Shipped.FOLDER.resolve(".gitignore"))).contains(".env", "serai.env");
    }

    /** Each with the default that it has in the file. */
    @Test
    void variables_areInTheExample() throws Exception {
        Map<String, String> example = Files.readAllLines(Shipped.FOLDER.resolve(".env.example")).stream()
                .filter(line -> line.matches("#?[A-Z_]+=.*"))
                .map(line -> line.replaceFirst("^#", "").split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        Matcher variable = VARIABLE.matcher(Files.readString(FILE));
        Set<String> used = new TreeSet<>();
        while (variable.find()) {
            used.add(variable.group(1));
            assertThat(example).containsKey(variable.group(1));
            if (":-".equals(variable.group(2)) && variable.group(1).matches("SERAI_.*|.*_PORT|PROMETHEUS_.*")) {
                assertThat(example).containsEntry(variable.group(1), variable.group(3));
            }
        }
        used.add("COMPOSE_PROFILES"); // Compose's own
        assertThat(example.keySet()).isSubsetOf(used);
    }

    @Test
    void variablesOfTheGateway_areThoseThatItKnows() throws Exception {
        String reference = Files.readString(Path.of("application.yaml"));

        assertThat(map(map(map(compose.get("services")).get("serai")).get("environment"))
                        .keySet())
                .filteredOn(name -> name.startsWith("SERAI_"))
                .allSatisfy(name -> assertThat(reference).contains("${" + name + ":"));
    }
}
