package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.CallingGatewayTest;
import dev.serai.support.FakeCollector;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Recorded;
import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A gateway whose requests are traced, as far as their callers' are. */
@TestPropertySource(
        properties = {
            "serai.hedge-share=1",
            "serai.traces-content=true",
            "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "OTEL_BSP_SCHEDULE_DELAY=20",
            "OTEL_EXPORTER_OTLP_COMPRESSION=gzip",
            "OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20collector-key-canary-94f1",
            "OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=test"
        })
@AutoConfigureObservability
abstract class TracedGatewayTest extends CallingGatewayTest {

    static final FakeCollector COLLECTOR = new FakeCollector();
    static final String GPT = "openai/gpt-4o";
    static final String OTHER = "mistral/mistral-large-2512";

    @DynamicPropertySource
    static void collector(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "failover", "inOrder", "", GPT, OTHER);
        RoutesCopy.alias(routes, "resume", "inOrder?recovery=resume", "", GPT, OTHER);
        RoutesCopy.alias(routes, "hedge", "inOrder?hedge=100ms", "", GPT, OTHER);
        RoutesCopy.alias(routes, "again", "inOrder", "", GPT + "?retries=1");
        properties.add("serai.routes", routes::toString);
        properties.add("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR::url);
    }

    /** The ids by which a test calls: of a trace, and of the span that calls. */
    record Caller(String trace, String span) {

        static Caller any() {
            return new Caller(hex() + hex(), hex());
        }

        private static String hex() {
            return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        }

        String parent(boolean sampled) {
            return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
        }
    }

    /** Sends a chat within a trace, and waits for so many spans of it. */
    List<Recorded> traced(String body, int count, String... headers) throws Exception {
        Caller caller = Caller.any();
        String[] all = Stream.concat(Stream.of("traceparent", caller.parent(true)), Stream.of(headers))
                .toArray(String[]::new);
        HttpResponse<String> answer = post(CHAT, body, all);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(600);
        List<Recorded> spans = COLLECTOR.trace(caller.trace(), count);
        assertThat(spans).as("spans of a trace").hasSize(count);
        assertThat(spans.get(0).parent()).isEqualTo(caller.span());
        return spans;
    }

    /** The span ids that the upstream was told of, in order. */
    static List<String> told() {
        return UPSTREAM.received().stream()
                .map(TracedGatewayTest::parent)
                .map(parent -> parent.split("-", -1)[2])
                .toList();
    }

    static String parent(Received request) {
        return request.headers().getOrDefault("traceparent", "");
    }
}
