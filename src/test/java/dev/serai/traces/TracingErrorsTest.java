package dev.serai.traces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.wire.Memory;
import dev.serai.wire.RequestScanner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What tracing throws is no request's: a sampler may be anybody's, in a jar beside the gateway. */
class TracingErrorsTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static OtlpTracing begin() {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> variables = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
        environment.getPropertySources().addFirst(new MapPropertySource("test", variables));
        return OtlpTracing.begin(OtelVariables.of(environment), new Content(false), new SimpleMeterRegistry());
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class})
    void beginning(Class<? extends Throwable> thrown) {
        Origin origin = mock(Origin.class);
        when(origin.headers(any())).thenReturn(List.of());
        when(origin.route()).thenThrow(thrown);
        try (OtlpTracing tracing = begin()) {
            assertThatCode(() -> tracing.begin(new Call("req", Memory.UNCOUNTED), origin))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class})
    void lookAtAnAnswer(Class<? extends Throwable> thrown) {
        Call call = new Call("req", Memory.UNCOUNTED);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(Call.VARIABLE, call);
        Requests.set(exchange, RequestScanner.scan("chat", CHAT.getBytes(UTF_8)));
        Message answer = mock(Message.class);
        when(answer.getExchange()).thenThrow(thrown);
        try (OtlpTracing tracing = begin()) {
            tracing.begin(call, PropagationTest.Asked.with());
            assertThatCode(() -> call.hooks().translates(answer)).doesNotThrowAnyException();
        }
    }
}
