package dev.serai.usage;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models and endpoints a token may use, and from where. */
class AdmitTest extends CallingGatewayTest {

    private static final String ECHO = chat("simulator/echo");

    @ParameterizedTest
    @CsvSource({
        "simulator/*, simulator/echo, 200",
        "simulator/e*, simulator/other, 403",
        "smart, smart, 200",
        "smart, simulator/echo, 403",
        "openai/gpt-4o, gpt-4o, 200",
        "gpt-4o, openai/gpt-4o, 403",
    })
    void model_isAllowedByItsNameOrItsProviders(String allowed, String asked, int status) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        if (asked.equals("smart")) {
            UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC));
        }
        Issued caller = token(rules().models(List.of(allowed)).build());

        HttpResponse<String> response = call(caller, chat(asked));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    @Test
    void model_hasToBeAllowedByBothTokenAndProject() throws Exception {
        Project project = project(rules().models(List.of("simulator/*")).build());
        Issued caller = token(
                project, rules().models(List.of("simulator/echo", "openai/*")).build());

        assertThat(call(caller, ECHO).statusCode()).isEqualTo(200);
        assertRefused(call(caller, chat("simulator/other")), 403, "model_not_allowed");
        assertRefused(call(caller, chat("openai/gpt-4o")), 403, "model_not_allowed");
    }

    @Test
    void models_areListedAsFarAsTheyAreAllowed() throws Exception {
        Issued caller = token(rules().models(List.of("smart")).build());

        HttpResponse<String> list = CLIENT.send(
                HttpRequest.newBuilder(uri("/v1/models"))
                        .header("x-api-key", caller.secret().text())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(json(list).path("data")).hasSize(1);
        assertThat(json(list).at("/data/0/id").asText()).isEqualTo("smart");
    }

    @Test
    void endpoint_hasToBeAllowed() throws Exception {
        Issued caller = token(rules().endpoints(List.of("/v1/embeddings")).build());

        assertRefused(call(caller, ECHO), 403, "endpoint_not_allowed");
        assertThat(callAt("/v1/embeddings", caller, "{\"model\":\"simulator/echo\",\"input\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void address_hasToBeAllowed() throws Exception {
        assertRefused(call(token(rules().addresses(List.of("10.0.0.0/8")).build()), ECHO), 403, "ip_not_allowed");
        assertThat(call(token(rules().addresses(List.of("127.0.0.0/8")).build()), ECHO)
                        .statusCode())
                .isEqualTo(200);
    }
}
