package dev.serai.deploy;

import static dev.serai.support.RouteFile.list;
import static dev.serai.support.RouteFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two ways of the OpenTelemetry collector: what is taken goes somewhere, and there is a bound to it. */
class CollectorFilesTest {

    private static final Path FOLDER = Shipped.FOLDER.resolve("otel-collector");

    private static Map<String, Object> section(Map<String, Object> file, String name) {
        return map(file.getOrDefault(name, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "forward"})
    void pipeline_isOfWhatIsThere(String way) throws IOException {
        Map<String, Object> taken = Shipped.yaml(FOLDER.resolve("config.yaml"));
        Map<String, Object> sent = Shipped.yaml(FOLDER.resolve(way + ".yaml"));

        Map<String, Object> traces =
                map(section(section(sent, "service"), "pipelines").get("traces"));
        assertThat(section(taken, "receivers").keySet()).containsAll(names(traces, "receivers"));
        assertThat(names(traces, "processors")).first().isEqualTo("memory_limiter");
        assertThat(section(taken, "processors").keySet()).containsExactlyElementsOf(names(traces, "processors"));
        assertThat(section(sent, "exporters").keySet()).containsExactlyElementsOf(names(traces, "exporters"));
        assertThat(section(taken, "extensions").keySet())
                .containsExactlyElementsOf(names(section(taken, "service"), "extensions"));
    }

    private static List<String> names(Map<String, Object> section, String kind) {
        return list(section.get(kind)).stream().map(String.class::cast).toList();
    }

    @Test
    void receiver_isWhereTheGatewaySends() throws IOException {
        Map<String, Object> receivers = section(Shipped.yaml(FOLDER.resolve("config.yaml")), "receivers");
        String endpoint =
                (String) map(map(map(receivers.get("otlp")).get("protocols")).get("http"))
                        .get("endpoint");

        assertThat(Files.readString(Shipped.FOLDER.resolve(".env.example")))
                .contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector:" + endpoint.split(":", -1)[1]);
    }
}
