package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Metrics;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A gateway whose metrics are looked at. Other tests have counted before: what one adds is what counts. */
@AutoConfigureObservability
@TestPropertySource(properties = {"serai.hedge-share=1"})
abstract class MeteredGatewayTest extends CallingGatewayTest {

    static final String MODEL = "gpt-4o";
    static final String OPENAI = "provider=\"openai\"";
    static final String OF_MODEL = "model=\"" + MODEL + "\"";
    private static final String GPT = "openai/" + MODEL;
    private static final String LARGE = "mistral/mistral-large-2512";

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "both", "inOrder", "", GPT, LARGE);
        RoutesCopy.alias(routes, "again", "inOrder", "", GPT + "?retries=1");
        RoutesCopy.alias(routes, "restarted", "inOrder?recovery=restart", "", GPT, LARGE);
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=50ms", "", GPT, LARGE);
        properties.add("serai.routes", routes::toString);
    }

    static final String WHOLE = Answers.WHOLE.replaceFirst(
            "}$", ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");

    @BeforeEach
    void answer() {
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream("Hi")).end()
                : Script.json(200, WHOLE));
    }

    Metrics page() {
        try {
            return Metrics.of(get("/manage/metrics").body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is asked for, while a figure of some series is looked at. */
    @FunctionalInterface
    interface Act {
        void run() throws Exception;
    }

    /** Has a series grow by so much, when the last byte of what is asked is out. */
    void grows(double by, Act act, String name, String... labels) throws Exception {
        double before = page().sum(name, labels);
        act.run();
        assertThat(await(() -> page().sum(name, labels) - before, it -> it >= by))
                .as(name + List.of(labels))
                .isEqualTo(by);
    }
}
