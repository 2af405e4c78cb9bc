package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.MasterKeys;
import dev.serai.access.ProjectRegistry;
import dev.serai.access.ProviderKeys;
import dev.serai.store.Actor;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The keys that providers are called with: a project's own before the environment's, and never another project's. */
@TestPropertySource(properties = "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
class OwnProviderKeysTest extends ManageTest {

    private static final String OTHER_MASTER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";
    private static final Map<String, String> OWNERS =
            Map.of(PROVIDER_KEY, "environment", "key-of-a", "a", "key-of-b", "b", "new-key-of-a", "new a");

    @Autowired
    private ProjectRegistry projects;

    /** Mistral has an address, and no key in the environment. */
    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry properties) throws Exception {
        Path routes = RoutesCopy.edited(file -> file.replace("{{env:MISTRAL_API_KEY:}}", "{{env:NO_API_KEY:}}"));
        String url = UPSTREAM.url();
        String[] client = { // nobody asks for its models, nor for a token before the test says what is answered
            "tokenUrl",
            url + "/token",
            "clientId",
            "client",
            "clientSecret",
            "secret-of-the-client",
            "operations",
            "chat"
        };
        RoutesCopy.provider(routes, "granted", url + "/granted", client);
        properties.add("serai.routes", routes::toString);
    }

    /** The upstream says whose key it was given. */
    @BeforeEach
    void sayTheOwner() {
        UPSTREAM.answer(request -> Script.json(200, Answers.WHOLE.replace("\"Hi\"", "\"" + owner(request) + "\"")));
    }

    private static String owner(Received request) {
        String key = request.headers().getOrDefault("authorization", "none").replace("Bearer ", "");
        return OWNERS.getOrDefault(key, "nobody");
    }

    private void set(String project, String provider, String key) throws Exception {
        HttpResponse<String> set =
                send("PUT", "projects/" + project + "/provider-keys/" + provider, "{\"key\":\"" + key + "\"}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(204);
    }

    private HttpResponse<String> ask(JsonNode caller, String model) throws Exception {
        return post("/v1/chat/completions", chat(model), bearer(caller));
    }

    private String answer(JsonNode caller, String model) throws Exception {
        HttpResponse<String> response = ask(caller, model);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).at("/choices/0/message/content").asText();
    }

    private void assertRefused(JsonNode caller, String model, String code) throws Exception {
        int asked = UPSTREAM.received().size();
        HttpResponse<String> response = ask(caller, model);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(error(response).path("code").asText()).isEqualTo(code);
        assertThat(UPSTREAM.received()).as("nothing was sent").hasSize(asked);
    }

    @Test
    void ownKey_goesBeforeTheEnvironmentsFromTheNextCallOn() throws Exception {
        String project = project();
        JsonNode caller = tokenOf(project);
        assertThat(answer(caller, "openai/m")).isEqualTo("environment");

        set(project, "openai", "key-of-a");
        assertThat(answer(caller, "openai/m")).isEqualTo("a");
        assertThat(answer(tokenOf(project()), "openai/m")).as("another project").isEqualTo("environment");

        set(project, "openai", "new-key-of-a");
        assertThat(answer(caller, "openai/m")).isEqualTo("new a");

        send("DELETE", "projects/" + project + "/provider-keys/openai", null);
        assertThat(answer(caller, "openai/m")).isEqualTo("environment");
    }

    @Test
    void keysOfProjects_neverMix() throws Exception {
        String first = project();
        String second = project();
        set(first, "openai", "key-of-a");
        set(second, "openai", "key-of-b");
        Map<String, JsonNode> callers =
                Map.of("a", tokenOf(first), "b", tokenOf(second), "environment", tokenOf(project()));

        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            callers.forEach((owner, caller) ->
                    calls.add(() -> answer(caller, "openai/m").equals(owner)));
        }
        ExecutorService many = Executors.newFixedThreadPool(24);
        try {
            for (Future<Boolean> right : many.invokeAll(calls)) {
                assertThat(right.get()).isTrue();
            }
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void providerWithoutAKey_isThereForWhoHasOne() throws Exception {
        String project = project();
        JsonNode caller = tokenOf(project);
        assertRefused(caller, "mistral/m", "provider_not_configured");

        set(project, "mistral", "key-of-a");
        assertThat(answer(caller, "mistral/m")).isEqualTo("a");
        assertRefused(tokenOf(project()), "mistral/m", "provider_not_configured");
    }

    @Test
    void ownKeyThatIsRefused_isReplacedByNoTokenOfTheGateway() throws Exception {
        UPSTREAM.answer(request -> request.path().equals("/token")
                ? Script.json(200, "{\"access_token\":\"the-gateways-token\",\"expires_in\":3600}")
                : owner(request).equals("a")
                        ? Script.json(401, "{\"error\":{\"message\":\"wrong key\"}}")
                        : Script.json(200, Answers.WHOLE));
        assertThat(ask(tokenOf(project()), "granted/m").statusCode()).isEqualTo(200);
        String project = project();
        set(project, "granted", "key-of-a");
        int asked = UPSTREAM.received().size();

        HttpResponse<String> response = ask(tokenOf(project), "granted/m");

        assertThat(error(response).path("code").asText()).isEqualTo("provider_authentication_failed");
        assertThat(UPSTREAM.received().subList(asked, UPSTREAM.received().size()))
                .allMatch(request -> owner(request).equals("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "mistral", "vllm"})
    void keyThatCannotBeRead_isReplacedByNoOther(String provider) throws Exception {
        String project = project();
        ProviderKeys otherwise = new ProviderKeys(projects, new MasterKeys(List.of(OTHER_MASTER_KEY)));
        otherwise.set(project, null, provider, "key-of-a", Actor.SERAI);
        JsonNode caller = tokenOf(project);

        assertRefused(caller, provider + "/m", "provider_key_unreadable");

        set(project, provider, "key-of-b");
        assertThat(answer(caller, provider + "/m")).isEqualTo("b");
    }
}
