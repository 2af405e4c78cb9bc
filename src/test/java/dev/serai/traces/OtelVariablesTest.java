package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** OpenTelemetry's variables, as Spring finds them. */
class OtelVariablesTest {

    private static OtelVariables of(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return OtelVariables.of(environment);
    }

    @Test
    void none_isOff() {
        assertThat(of(Map.of()).on()).isFalse();
        assertThat(of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " ")).on()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                "otel.exporter.otlp.endpoint",
                "otel.exporter.otlp.traces-endpoint"
            })
    void endpoint_isOn(String name) {
        OtelVariables variables = of(Map.of(name, "http://collector:4318"));

        assertThat(variables.on()).isTrue();
        assertThat(variables.endpoint()).isEqualTo("http://collector:4318");
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED,true", "OTEL_SDK_DISABLED,TRUE", "OTEL_TRACES_EXPORTER,none"})
    void whoSaysSo_isOff(String name, String value) {
        assertThat(of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318", name, value))
                        .on())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_PROTOCOL,grpc",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL,http/json",
        "OTEL_TRACES_EXPORTER,zipkin",
        "OTEL_TRACES_EXPORTER,'otlp,console'"
    })
    void whatIsNotSpoken_isRefusedByItsName(String name, String value) {
        OtelVariables variables = of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317", name, value));

        assertThatThrownBy(variables::requireSpoken).hasMessageContaining(name);
    }

    @Test
    void protocolOfOtherSignals_isNoConcern() {
        of(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"))
                .requireSpoken();
    }

    @Test
    void propagators_areContextsAlone_unlessSaid() {
        assertThat(of(Map.of()).propagators()).containsExactly("tracecontext");
        assertThat(of(Map.of("OTEL_PROPAGATORS", "tracecontext, baggage")).propagators())
                .containsExactly("tracecontext", "baggage");
    }
}
