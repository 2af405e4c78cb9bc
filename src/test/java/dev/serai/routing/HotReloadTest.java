package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of change to the files of a gateway that serves takes effect. */
class HotReloadTest extends ReloadingGatewayTest {

    private static final String ALIAS = """
        - route:
            id: model-quick
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-quick
              steps:
                - to: { uri: "target:%s" }
        """;

    private int before;

    @BeforeEach
    void answer() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        before = serving();
    }

    private String models() throws Exception {
        return get("/v1/models").body();
    }

    @Test
    void addedProvider_serves() throws Exception {
        write(ACME, provider("acme", "one"));
        awaitNext(before);

        assertThat(askedPath("acme-1")).startsWith("/one/");
        assertThat(models()).contains("acme/acme-1");
        assertThat(generation("serving").path("cause").asText()).isEqualTo("files changed: added " + ACME);
    }

    @Test
    void addedProvider_isAskedForItsModels() throws Exception {
        UPSTREAM.listModels(Script.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"listed\"}]}"));
        write(ACME, provider("acme", "listing"));
        await("the list of the new provider", () -> models().contains("\"acme/listed\""));
        UPSTREAM.listModels(Script.json(200, "{\"object\":\"list\",\"data\":[]}"));
    }

    @Test
    void changedProvider_serves() throws Exception {
        write(ACME, provider("acme", "one"));
        awaitNext(before);
        write(ACME, provider("acme", "two"));
        awaitNext(before + 1);

        assertThat(askedPath("acme/x")).startsWith("/two/");
    }

    @Test
    void deletedProvider_isGone() throws Exception {
        write(ACME, provider("acme", "one"));
        awaitNext(before);
        Files.delete(file(ACME));
        awaitNext(before + 1);

        assertThat(post(CHAT, chat("acme/x")).statusCode()).isEqualTo(404);
        assertThat(models()).doesNotContain("acme");
    }

    @Test
    void changedAlias_pointsElsewhere() throws Exception {
        write("routes/models/quick.camel.yaml", ALIAS.formatted("openai/gpt-a"));
        awaitNext(before);
        askedPath("quick");
        assertThat(UPSTREAM.last().text()).contains("gpt-a");

        write("routes/models/quick.camel.yaml", ALIAS.formatted("openai/gpt-b"));
        awaitNext(before + 1);
        askedPath("quick");
        assertThat(UPSTREAM.last().text()).contains("gpt-b");
    }

    @Test
    void changedTemplate_changesAllItsProviders() throws Exception {
        edit(
                "routes/templates/http-provider.camel.yaml",
                template -> template.replace("chatPath, defaultValue: /chat/", "chatPath, defaultValue: /v2/chat/"));
        awaitNext(before);

        assertThat(askedPath("openai/gpt")).endsWith("/v2/chat/completions");
        assertThat(askedPath("groq/llama")).endsWith("/v2/chat/completions");
    }

    @Test
    void newTemplateAndItsProvider_serve() throws Exception {
        String template = Files.readString(file("routes/templates/http-provider.camel.yaml"));
        write("routes/templates/own-provider.camel.yaml", template.replace("id: http-provider", "id: own-provider"));
        write(ACME, provider("acme", "own").replace("Ref: http-provider", "Ref: own-provider"));
        await("the new provider", () -> models().contains("acme/acme-1"));

        assertThat(askedPath("acme-1")).startsWith("/own/");
    }

    @Test
    void changedRouteConfiguration_changesHowErrorsAreAnswered() throws Exception {
        edit(
                "routes/policies/errors.camel.yaml",
                file -> file.replace("- process: { id: openai-error, ref: openaiError }", """
                - process: { id: openai-error, ref: openaiError }
                            - setHeader: { id: team, name: x-team, expression: { constant: { expression: "blue" } } }"""));
        awaitNext(before);

        assertThat(post(CHAT, "{}").headers().firstValue("x-team")).hasValue("blue");
    }

    @Test
    void changedBean_isTheNewOne() throws Exception {
        String file = "routes/inbound/greeting.camel.yaml";
        write(file, GREETING.formatted("one"));
        awaitNext(before);
        assertThat(get("/greeting").body()).isEqualTo("one");

        write(file, GREETING.formatted("two"));
        awaitNext(before + 1);
        assertThat(get("/greeting").body()).isEqualTo("two");
    }

    private static final String GREETING = """
        - beans:
            - name: greeting
              type: dev.serai.routing.Greeting
              properties: { text: %s }
        - route:
            id: inbound-greeting
            from:
              uri: platform-http:/greeting
              parameters: { httpMethodRestrict: GET }
              steps:
                - process: { id: greet, ref: greeting }
        """;

    @Test
    void changedTransform_changesTheAnswer() throws Exception {
        write("transforms/openai/chat/response.jslt", "{\"id\": \"changed\", * : .}");
        awaitNext(before);

        assertThat(json(post(CHAT, chat("openai/gpt"))).path("id").asText()).isEqualTo("changed");
        assertThat(generation("serving").path("cause").asText())
                .isEqualTo("files changed: added transforms/openai/chat/response.jslt");
    }

    @Test
    void changedTransformModule_changesWhatImportsIt() throws Exception {
        edit("transforms/lib/anthropic.jslt", module -> module.replace("\"length\"", "\"content_filter\""));
        awaitNext(before);
        UPSTREAM.answer(Script.json(200, Answers.ANTHROPIC.replace("end_turn", "max_tokens")));

        HttpResponse<String> response = post(CHAT, chat("anthropic/claude"));
        assertThat(json(response).at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
    }
}
