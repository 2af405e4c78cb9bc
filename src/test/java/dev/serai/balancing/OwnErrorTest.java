package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.breakers.Breakers;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** An error of the JVM while a target is asked is answered, is no fault of the target, and takes no turn with it. */
@Timeout(60)
@TestPropertySource(properties = {"serai.hedge-share=1", "serai.breaker.window=10"})
class OwnErrorTest extends CallingGatewayTest {

    private static final String PROVIDER = """
        - templatedRoute:
            routeTemplateRef: embedded-provider
            routeId: provider-boom
            parameters:
              - { name: provider, value: boom }
              - { name: bean, value: "#class:dev.serai.balancing.OwnErrorTest$Boom" }
        """;

    /** A provider in whose midst the JVM fails. */
    public static final class Boom implements Processor {

        private static volatile Supplier<Error> error = () -> new StackOverflowError("a test's");

        @Override
        public void process(Exchange exchange) throws Exception {
            Thread.sleep(100); // so that a hedge is asked beside it
            throw error.get();
        }
    }

    @Autowired
    private Loads loads;

    @Autowired
    private Breakers breakers;

    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        Files.writeString(routes.resolve("providers/boom.camel.yaml"), PROVIDER);
        RoutesCopy.alias(routes, "chained", "inOrder", "", "boom/a", "openai/b");
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=20ms", "", "boom/a", "openai/b");
        RoutesCopy.alias(routes, "hedged-twice", "inOrder?hedge=20ms", "", "boom/a", "boom/b");
        properties.add("serai.routes", routes::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boom/a", "chained", "hedged", "hedged-twice"})
    void error_isAnsweredAndTakesNothingWithIt(String model) throws Exception {
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream("Hi")).end()
                : Script.json(200, Answers.WHOLE));
        List<Supplier<Error>> errors =
                List.of(StackOverflowError::new, () -> new OutOfMemoryError("a test's"), AssertionError::new);
        for (Supplier<Error> error : errors) {
            Boom.error = error;
            for (int i = 0; i < 6; i++) {
                HttpResponse<String> response = post(CHAT, i % 2 == 0 ? chat(model) : streamedChat(model));
                assertThat(response.statusCode()).as(response.body()).isEqualTo(model.equals("hedged") ? 200 : 500);
            }
        }

        for (String target : new String[] {"boom/a", "boom/b", "openai/b"}) {
            Load load = loads.of(target);
            assertThat(await(load::inFlight, found -> found == 0)).as(target).isZero();
            assertThat(load.successRate()).as(target).isEqualTo(1);
            assertThat(breakers.ofTarget(target).isClosed()).as(target).isTrue();
        }
    }
}
