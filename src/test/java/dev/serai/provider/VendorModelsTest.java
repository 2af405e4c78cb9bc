package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.upstream.WireFixtures;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The rules of models against the vendors' own lists: {@code src/test/resources/models/<provider>.yaml} has every model of
 * a vendor's, by all its names, as of the day of the rules, and what is to be known of it.
 */
class VendorModelsTest {

    private static final Path LISTS = Path.of("src/test/resources/models");
    private static final Path RULES = Path.of("routes/providers");
    private static final String WINDOW = "contextWindow";

    /** A vendor's list. */
    record Vendor(String name, String asOf, Map<String, ObjectNode> models) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vendor> vendors() throws IOException {
        List<Vendor> vendors = new ArrayList<>();
        try (Stream<Path> files = Files.list(RULES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".models.yaml")) {
                    vendors.add(vendor(name.replace(".models.yaml", "")));
                }
            }
        }
        return vendors.stream();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void everyModel_hasItsRule(Vendor vendor) throws IOException {
        ModelSettings settings = new ModelSettings(rules(vendor), "");
        vendor.models.forEach((model, expected) -> assertThat(WireFixtures.same(expected, sent(settings.of(model))))
                .as("%s/%s is %s and should be %s", vendor, model, settings.of(model), expected)
                .isTrue());
    }

    /** What a model has room for is nothing that is sent: {@code ContextWindowsTest}. */
    private static JsonNode sent(ObjectNode settings) {
        return settings.deepCopy().without(WINDOW);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void everyRule_isOfSomeModel(Vendor vendor) throws IOException {
        ModelRules all = rules(vendor);
        for (ModelRule rule : all.rules()) {
            for (Map.Entry<String, JsonNode> setting : sent(rule.settings()).properties()) {
                ModelSettings without = new ModelSettings(without(all, rule, setting.getKey()), "");
                assertThat(vendor.models.entrySet())
                        .as(
                                "%s: %s of %s changes nothing",
                                vendor, setting, rule.models().pattern())
                        .anyMatch(model -> !WireFixtures.same(model.getValue(), without.of(model.getKey())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void rules_areOfTheDayOfTheList(Vendor vendor) throws IOException {
        ModelRules rules = rules(vendor);
        assertThat(rules.asOf()).hasToString(vendor.asOf);
        assertThat(rules.source()).startsWith("https://");
    }

    private static ModelRules without(ModelRules all, ModelRule rule, String key) {
        List<ModelRule> rest = new ArrayList<>(all.rules());
        ObjectNode settings = rule.settings().deepCopy();
        settings.remove(key);
        rest.set(all.rules().indexOf(rule), new ModelRule(rule.models(), settings));
        return new ModelRules(all.asOf(), all.source(), rest);
    }

    private static ModelRules rules(Vendor vendor) throws IOException {
        Path file = RULES.resolve(vendor.name + ".models.yaml");
        return ModelRules.parse(file.toString(), Files.readAllBytes(file));
    }

    private static Vendor vendor(String name) throws IOException {
        JsonNode list = Json.MAPPER.valueToTree(new Yaml().load(Files.readString(LISTS.resolve(name + ".yaml"))));
        Map<String, ObjectNode> models = new LinkedHashMap<>();
        for (JsonNode kind : list.get("kinds")) {
            for (JsonNode model : kind.get("models")) {
                assertThat(models.put(model.asText(), (ObjectNode) kind.get("settings")))
                        .as("%s stands twice", model)
                        .isNull();
            }
        }
        return new Vendor(name, list.get("asOf").asText(), models);
    }
}
