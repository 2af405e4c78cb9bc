package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that may not serve: refused whole, with file, line and reason, while what serves goes on. */
class RefusedReloadTest extends ReloadingGatewayTest {

    private static final String ANTHROPIC = "transforms/anthropic/chat/request.jslt";

    private int before;

    @BeforeEach
    void count() throws Exception {
        before = serving();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "dev.serai.routing.RouteMistakes#all",
        "dev.serai.routing.TransformMistakes#all",
        "dev.serai.routing.RuleMistakes#all",
        "dev.serai.routing.CacheMistakes#all"
    })
    void mistake_isRefusedWithItsPlace(String name, RouteMistakes.Mistake mistake, String file, int line, String reason)
            throws Exception {
        mistake.make();

        JsonNode problem = awaitRefusal().path("problems").get(0);
        assertThat(problem.path("file").asText()).startsWith(file);
        assertThat(problem.path("reason").asText()).contains(reason);
        assertThat(problem.path("line").asInt())
                .as(problem.toString())
                .satisfies(actual -> assertThat(line == 0 || line == actual).isTrue());
        assertThat(serving()).as("what serves").isEqualTo(before);
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        assertThat(post("/v1/chat/completions", chat("openai/gpt")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusal_isShownWhereOperatorsLook() throws Exception {
        write(ACME, provider("acme", "x").replace("http-provider", "htp-provider"));
        awaitRefusal();

        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(json(get("/health")).path("status").asText()).isEqualTo("DEGRADED");
        assertThat(get("/health").body()).contains(ACME + ":2: Cannot find RouteTemplate");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/manage/metrics").body()).contains("serai_routes_problems 1.0");
    }

    @Test
    void refusal_isNotTriedAgainUntilAFileChanges() throws Exception {
        write(ACME, "- rout: {}");
        String first = awaitRefusal().path("loadedAt").asText();
        Thread.sleep(500);
        assertThat(generation("refused").path("loadedAt").asText()).isEqualTo(first);

        write(ACME, "- rout: {} # still");
        await(
                "the next refusal",
                () -> !generation("refused").path("loadedAt").asText().equals(first));
    }

    @Test
    void mendedFile_serves() throws Exception {
        write(ACME, "- rout: {}");
        awaitRefusal();
        write(ACME, provider("acme", "x"));
        awaitNext(before);

        assertThat(generation("refused").isMissingNode()).isTrue();
        assertThat(health()).isEqualTo("UP");
    }

    /** Of the routes: other checks may know of providers that nobody can reach. */
    private String health() throws Exception {
        return json(get("/health")).path("checks").path("routes").path("status").asText();
    }

    @Test
    void everyFileWithAMistake_isNamed() throws Exception {
        write(ACME, "- rout: {}");
        write("routes/providers/Zeta.camel.yaml", provider("zeta", "x"));
        edit(ANTHROPIC, file -> file + "}");
        manage("POST", "reload");

        assertThat(generation("refused").path("problems")).hasSize(3);
        assertThat(generation("refused").path("problems").findValuesAsText("file"))
                .contains(ACME, "routes/providers/Zeta.camel.yaml", ANTHROPIC);
    }

    @Test
    void folderThatIsGone_isAMistakeAndNotTheShippedOne() throws Exception {
        Files.move(file("transforms"), file("moved"));
        assertThat(awaitRefusal().path("problems").get(0).path("reason").asText())
                .endsWith("transforms is gone");

        Files.move(file("moved"), file("transforms"));
        await("health", () -> health().equals("UP"));
        assertThat(serving()).isEqualTo(before);
    }
}
