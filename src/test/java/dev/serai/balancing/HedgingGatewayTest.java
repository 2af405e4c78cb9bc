package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.upstream.LeasedConnections;
import dev.serai.upstream.UpstreamConnections;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A gateway with aliases that ask a second target beside one that is slow. */
@TestPropertySource(properties = "serai.hedge-share=1")
abstract class HedgingGatewayTest extends CallingGatewayTest {

    static final Script STREAMED = Script.stream().send(Answers.stream("Hi")).end();
    static final Script WHOLE = Script.json(200, Answers.WHOLE);

    @Autowired
    private Loads loads;

    @Autowired
    private UpstreamConnections connections;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (String after : List.of("100ms", "30s", "p95")) {
            RoutesCopy.alias(
                    routes,
                    "after-" + after,
                    "inOrder?hedge=" + after,
                    "",
                    "openai/gpt-4o",
                    "mistral/mistral-large-2512",
                    "groq/other");
        }
        properties.add("serai.routes", routes::toString);
    }

    static void answers(Script first, Script second) {
        UPSTREAM.answer(request -> {
            if (request.path().startsWith("/openai/")) {
                return first;
            }
            return request.path().startsWith("/mistral/") ? second : WHOLE;
        });
    }

    static List<String> asked() {
        return UPSTREAM.received().stream()
                .map(request -> request.path().replaceFirst("/([a-z]*)/.*", "$1"))
                .toList();
    }

    static String attempts(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-attempts").orElse("");
    }

    void assertNothingIsInFlight() throws Exception {
        for (String target : List.of("openai/gpt-4o", "mistral/mistral-large-2512")) {
            assertThat(await(() -> loads.of(target).inFlight(), found -> found == 0))
                    .as(target)
                    .isZero();
        }
        assertThat(await(() -> LeasedConnections.of(connections), found -> found == 0))
                .isZero();
    }
}
