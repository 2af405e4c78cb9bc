package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.files.GenerationFolders;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.InflightRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Routes, policies and providers in Java, as a plugin has them. */
@Import(JavaPlugin.class)
@DirtiesContext
class JavaRoutesTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String EMBEDDED = """
        - templatedRoute:
            routeTemplateRef: embedded-provider
            routeId: provider-%1$s
            parameters:
              - { name: provider, value: %1$s }
              - { name: bean, value: %1$sProvider }
        """;

    private static Path folder;

    @Autowired
    private Generations generations;

    @Autowired
    private Reloads reloads;

    @Autowired
    private CamelContext control;

    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry properties) throws IOException {
        folder =
                RoutesCopy.edited("- to: \\{ id: admit-chat,", "- to: { id: mark-chat, uri: direct:mark }\n        $0");
        for (String kind : List.of("text", "bytes", "map", "stream")) {
            Files.writeString(folder.resolve("providers/" + kind + ".camel.yaml"), EMBEDDED.formatted(kind));
        }
        properties.add("serai.routes", folder::toString);
    }

    @Test
    void policy_changesTheRequest() throws Exception {
        assertThat(post(CHAT, chat("text/any")).body()).contains("\"marked\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "java/echo", "text/m", "bytes/m", "map/m", "stream/m"})
    void modelOfJava_answers(String model) throws Exception {
        HttpResponse<String> answer = post(CHAT, chat(model));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("chat.completion");
    }

    @Test
    void streamOfABean_isStreamed() throws Exception {
        HttpResponse<String> answer = post(CHAT, streamedChat("stream/m"));
        assertThat(answer.body()).contains("data: ").contains("Hi").contains("[DONE]");
    }

    @Test
    void builder_buildsAnewForEachGeneration() throws Exception {
        CamelContext before = generations.camel();
        RoutesCopy.alias(folder, "other", "inOrder", "", "simulator/echo");
        assertThat(reloads.reload("test")).isEmpty();
        assertThat(generations.camel()).isNotSameAs(before);
        assertThat(post(CHAT, chat("java")).statusCode()).isEqualTo(200);
        assertThat(get("/hello").body()).isEqualTo("hello");
    }

    @Test
    void answerThatCannotBeClosed_isGiven_andItsRequestEnds() throws Exception {
        assertThat(get("/unclosable").body()).isEqualTo("x");
        InflightRepository requests = generations.camel().getInflightRepository();
        Awaitility.await().until(() -> requests.size("inbound-unclosable") == 0);
    }

    @Test
    void controlBuilder_isOfTheControlContextAlone() throws Exception {
        assertThat(get("/page").body()).isEqualTo("a page");
        assertThat(control.getRoutes()).extracting(it -> it.getRouteId()).containsExactly("page");
        assertThat(generations.camel().getRoute("page")).isNull();
    }

    @Test
    void check_knowsRoutesInJava_andWhoseIdStandsTwice() throws Exception {
        assertThat(reloads.check(new GenerationFolders(folder, Path.of("transforms")).read()))
                .isEmpty();
        Path twice = RoutesCopy.edited("", "");
        RoutesCopy.alias(twice, "java", "inOrder", "", "simulator/echo");
        assertThat(reloads.check(new GenerationFolders(twice, Path.of("transforms")).read()))
                .anySatisfy(problem -> assertThat(problem.toString())
                        .contains("routes/models/java.camel.yaml")
                        .contains("the id model-java stands also in dev.serai.routing.JavaPlugin"));
    }
}
