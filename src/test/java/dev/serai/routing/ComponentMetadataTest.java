package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.alerts.FigureComponent;
import dev.serai.balancing.BalancerOptions;
import dev.serai.call.TargetOptions;
import dev.serai.check.KnownBeans;
import dev.serai.delivery.SeraiComponent;
import dev.serai.inbound.ClientComponent;
import dev.serai.passthrough.PassComponent;
import dev.serai.upstream.TransformComponent;
import dev.serai.wire.Json;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel's catalogue, and the editors that are built on it, know of our components: as much as the code. */
class ComponentMetadataTest {

    private static final String SERVICES = "/META-INF/services/org/apache/camel/";
    private static final Map<String, Class<?>> COMPONENTS = Map.of(
            "client",
            ClientComponent.class,
            "figure",
            FigureComponent.class,
            "generation",
            GenerationComponent.class,
            "pass",
            PassComponent.class,
            "serai",
            SeraiComponent.class,
            "target",
            TargetComponent.class,
            "transform",
            TransformComponent.class);

    private static CamelCatalog catalog;

    @BeforeAll
    static void withOurs() {
        catalog = new DefaultCamelCatalog();
        COMPONENTS.forEach((name, type) -> catalog.addComponent(name, type.getName(), text(resource(name, type))));
    }

    /** Where Camel looks beside the class of a component. */
    private static String resource(String name, Class<?> type) {
        return "/META-INF/" + type.getPackageName().replace('.', '/') + "/" + name + ".json";
    }

    private static String text(String resource) {
        try (InputStream in = ComponentMetadataTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode json(String resource) throws Exception {
        return Json.parse(text(resource).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Set<String> named(String file, String key) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = ComponentMetadataTest.class.getResourceAsStream(SERVICES + file)) {
            properties.load(in);
        }
        return new TreeSet<>(List.of(properties.getProperty(key).split(" ")));
    }

    @Test
    void componentsAreListed_andNameTheirClasses() throws Exception {
        assertThat(named("component.properties", "components")).isEqualTo(new TreeSet<>(COMPONENTS.keySet()));
        for (Map.Entry<String, Class<?>> component : COMPONENTS.entrySet()) {
            JsonNode described =
                    json(resource(component.getKey(), component.getValue())).path("component");
            assertThat(described.path("javaType").asText())
                    .isEqualTo(component.getValue().getName());
            assertThat(described.path("description").asText()).isNotBlank();
        }
    }

    @Test
    void options_areThoseOfTheCode() throws Exception {
        assertThat(options("target", TargetComponent.class)).isEqualTo(TargetOptions.NAMES);
        assertThat(options("serai", SeraiComponent.class)).isEqualTo(SeraiComponent.OPTIONS);
        assertThat(options("figure", FigureComponent.class)).isEqualTo(FigureComponent.OPTIONS);
    }

    private static Set<String> options(String name, Class<?> type) throws Exception {
        Set<String> described = new TreeSet<>();
        json(resource(name, type)).path("properties").properties().forEach(option -> {
            assertThat(option.getValue().path("type").asText()).isNotBlank();
            assertThat(option.getValue().path("description").asText()).isNotBlank();
            if (option.getValue().path("kind").asText().equals("parameter")) {
                described.add(option.getKey());
            }
        });
        return described;
    }

    @Test
    void balancers_areThoseOfTheCode_withTheirOptions() throws Exception {
        assertThat(named("bean.properties", "bean")).isEqualTo(new TreeSet<>(KnownBeans.BALANCERS));
        for (String name : KnownBeans.BALANCERS) {
            JsonNode bean = json(SERVICES + "bean/" + name + ".json").path("bean");
            assertThat(Class.forName(bean.path("javaType").asText())).isNotNull();
            Set<String> options = new TreeSet<>();
            bean.path("properties").fieldNames().forEachRemaining(options::add);
            assertThat(options).isEqualTo(new TreeSet<>(BalancerOptions.NAMES));
            for (JsonNode value : bean.at("/properties/recovery/enum")) {
                BalancerOptions.of(name + "?recovery=" + value.asText());
            }
            for (JsonNode value : bean.at("/properties/refusals/enum")) {
                BalancerOptions.of(name + "?refusals=" + value.asText());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "figure:latency?percentile=95&window=5m&by=provider&least=20",
                "figure:meter?name=serai_usage_waiting",
                "target:openai/gpt-5.1",
                "target:openai/gpt-5.1?weight=3&idleTimeout=5s&retries=2&contextWindow=200000",
                "target:simulator/echo?when=othersUnconfigured",
                "target:resolved",
                "transform:request",
                "generation:model-smart?operation=chat&key=BACKGROUND_TOKEN",
                "serai:usage?delivery=atLeastOnce",
                "serai:events?types=budget,gateway",
                "serai:content?redact=policy-redact",
                "transform:guard/redact"
            })
    void address_isValid(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "figure:latency?windw=5m",
                "target:openai/gpt-5?x=y",
                "target:openai/gpt-5?wieght=3",
                "target:openai/gpt-5?retries=some",
                "target:openai/gpt-5?when=never",
                "generation:router?operation=chats",
                "generation:router?tokn=X",
                "serai:usages",
                "serai:usage?delivery=exactlyOnce",
                "transform:request?x=y"
            })
    void addressWithAMistake_isNone(String uri) {
        assertThat(catalog.validateEndpointProperties(uri).isSuccess()).isFalse();
    }
}
