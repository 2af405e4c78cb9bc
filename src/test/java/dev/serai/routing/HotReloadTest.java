package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What people do to the folders of a gateway that serves, and that it takes effect as a whole. */
class HotReloadTest extends ReloadingGatewayTest {

    private static final String CHAT = "/v1/chat/completions";
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

    private String askedPath(String model) throws Exception {
        HttpResponse<String> response = post(CHAT, chat(model));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return UPSTREAM.last().path();
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

    @Test
    void severalFilesAtOnce_areOneGeneration() throws Exception {
        write(ACME, provider("acme", "one"));
        write("routes/providers/zeta.camel.yaml", provider("zeta", "two"));
        write("routes/models/quick.camel.yaml", ALIAS.formatted("zeta/z"));
        write("transforms/acme/chat/response.jslt", "{\"id\": \"acme\", * : .}");
        manage("POST", "reload");

        assertThat(serving()).isEqualTo(before + 1);
        assertThat(askedPath("quick")).startsWith("/two/");
        assertThat(json(post(CHAT, chat("acme-1"))).path("id").asText()).isEqualTo("acme");
    }

    @Test
    void editorsFiles_areNotRoutes() throws Exception {
        write("routes/providers/.acme.camel.yaml.swp", "b0VIM");
        write("routes/providers/.#acme.camel.yaml", "lock");
        write("routes/providers/acme.camel.yaml~", "backup");
        write("routes/providers/4913", "");
        write("transforms/.hidden/chat/request.jslt", "{");
        manage("POST", "reload");

        assertThat(serving()).isEqualTo(before);
        assertThat(generation("refused").isMissingNode()).isTrue();
        for (String path : new String[] {"acme.camel.yaml~", "4913", ".acme.camel.yaml.swp", ".#acme.camel.yaml"}) {
            Files.delete(file("routes/providers/" + path));
        }
        Files.delete(file("transforms/.hidden/chat/request.jslt"));
    }

    @Test
    void fileThatIsStillBeingWritten_waits() throws Exception {
        String whole = provider("acme", "one");
        for (int length = 1; length < whole.length(); length += 20) {
            write(ACME, whole.substring(0, length));
            Thread.sleep(15);
        }
        write(ACME, whole);
        awaitNext(before);

        assertThat(askedPath("acme-1")).startsWith("/one/");
    }

    /** As Kubernetes updates a ConfigMap: the files are links through a folder that is itself a link, which is swapped. */
    @Test
    void swappedLinks_areSeen() throws Exception {
        Path mount = file("routes/providers");
        write("routes/providers/..1/acme.camel.yaml", provider("acme", "one"));
        write("routes/providers/..2/acme.camel.yaml", provider("acme", "two"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("acme.camel.yaml"), Path.of("..data/acme.camel.yaml"));
        awaitNext(before);
        assertThat(askedPath("acme-1")).startsWith("/one/");

        Files.createSymbolicLink(mount.resolve("..next"), Path.of("..2"));
        Files.move(mount.resolve("..next"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        awaitNext(before + 1);
        assertThat(askedPath("acme-1")).startsWith("/two/");
    }

    /** As a checkout does it, or a mount: the folder itself is another one. */
    @Test
    void replacedFolder_isSeen() throws Exception {
        Path other = file("other");
        RoutesCopy.mirror(Path.of("routes"), other);
        Files.writeString(other.resolve("providers/acme.camel.yaml"), provider("acme", "one"));
        Files.move(file("routes"), file("old"));
        Files.move(other, file("routes"));
        awaitNext(before);

        assertThat(askedPath("acme-1")).startsWith("/one/");
        FileSystemUtils.deleteRecursively(file("old"));
    }
}
