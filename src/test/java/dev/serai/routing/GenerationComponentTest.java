package dev.serai.routing;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.store.Actor;
import dev.serai.store.Database;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What background routes of the control context ask of the serving generation. */
class GenerationComponentTest extends GenerationCallsTest {

    @Autowired
    private Database database;

    @Autowired
    private ProjectRegistry projects;

    @Autowired
    private TokenRegistry tokens;

    private List<Map<String, Object>> records(Exchange asked) throws Exception {
        AtomicReference<List<Map<String, Object>>> rows = new AtomicReference<>(List.of());
        await("the record", () -> {
            rows.set(database.sql()
                    .sql("select * from usage_record where request_id = :id")
                    .param("id", asked.getExchangeId())
                    .query()
                    .listOfRows());
            return !rows.get().isEmpty();
        });
        return rows.get();
    }

    @Test
    void model_answersAndIsOnRecord() throws Exception {
        Exchange answered = call("generation:model-canary", PROMPT);

        assertThat(text(answered)).contains("You said: \\\"Hello\\\"");
        Map<String, Object> record = records(answered).get(0);
        assertThat(record)
                .containsEntry("endpoint", "generation:model-canary")
                .containsEntry("alias", "canary")
                .containsEntry("status", 200);
    }

    @Test
    void provider_isAskedForItsModel() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        Map<String, Object> request =
                Map.of("model", "gpt-x", "messages", List.of(Map.of("role", "user", "content", "Hello")));
        assertThat(text(call("generation:provider-openai", request))).contains("\"content\":\"Hi\"");
        assertThat(UPSTREAM.last().path()).startsWith("/openai/");
        assertThat(UPSTREAM.last().text()).contains("\"model\":\"gpt-x\"");
    }

    @Test
    void aliasRoute_asksForItsOwnModelAlone() {
        assertThat(text(call("generation:model-canary", PROMPT.replaceFirst("\\{", "{\"model\":\"openai/gpt-x\","))))
                .contains("You said:");
    }

    @Test
    void token_asksWithItsRights() throws Exception {
        TokenRegistry.Issued issued = tokens.issue(
                projects.create(
                                new ProjectRegistry.Draft(
                                        "reports " + UUID.randomUUID(),
                                        true,
                                        rules().models(List.of("simulator/*")).build(),
                                        Map.of(),
                                        Map.of()),
                                Actor.SERAI)
                        .id(),
                new TokenRegistry.Draft("token", true, Rules.NONE, Map.of(), null),
                Actor.SERAI);
        System.setProperty("BACKGROUND_TOKEN", issued.secret().text());
        try {
            String allowed = PROMPT.replaceFirst("\\{", "{\"model\":\"simulator/echo\",");
            Exchange answered = call("generation:router?key=BACKGROUND_TOKEN", allowed);
            assertThat(text(answered)).contains("chat.completion");
            assertThat(records(answered).get(0))
                    .containsEntry("token", issued.token().id());
            Exchange refused = call("generation:model-smart?key=BACKGROUND_TOKEN", PROMPT);
            assertThat((Object) refused.getException())
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo("model_not_allowed"));
        } finally {
            System.clearProperty("BACKGROUND_TOKEN");
        }
    }

    @Test
    void shippedWarming_hasAnswersKept_forTheCallersOfItsToken() throws Exception {
        TokenRegistry.Issued issued = tokens.issue(
                projects.create(
                                new ProjectRegistry.Draft(
                                        "warmed " + UUID.randomUUID(), true, Rules.NONE, Map.of(), Map.of()),
                                Actor.SERAI)
                        .id(),
                new TokenRegistry.Draft("warmed", true, Rules.NONE, Map.of(), null),
                Actor.SERAI);
        System.setProperty("WARM_CACHE_TOKEN", issued.secret().text());
        try {
            String file = Files.readString(Path.of("background/warm-cache.camel.yaml"))
                    .replace("{{env:WARM_CACHE_DELAY:10000}}", "0");
            PluginHelper.getRoutesLoader(control).loadRoutes(ResourceHelper.fromString("warm-cache.camel.yaml", file));
            await("both prompts", () -> recordsOf(issued) == 2);
            assertThat(cached("How do I return an article?")).isEqualTo("hit");
            assertThat(cached("What are your opening hours?")).isEqualTo("hit");
        } finally {
            control.getRouteController().stopRoute("warm-cache");
            control.removeRoute("warm-cache");
            System.clearProperty("WARM_CACHE_TOKEN");
        }
    }

    private int recordsOf(TokenRegistry.Issued issued) {
        return database.sql()
                .sql("select count(*) from usage_record where endpoint = 'generation:policy-cache' and token = :token")
                .param("token", issued.token().id())
                .query(Integer.class)
                .single();
    }

    private Object cached(String prompt) {
        try (ProducerTemplate template = control.createProducerTemplate()) {
            return template.request("generation:policy-cache?key=WARM_CACHE_TOKEN", exchange -> {
                        exchange.getMessage().setHeader("x-serai-cache", "on");
                        exchange.getMessage()
                                .setBody("{\"model\": \"smart\", \"temperature\": 0, \"messages\":"
                                        + " [{\"role\": \"user\", \"content\": \"" + prompt + "\"}]}");
                    })
                    .getMessage()
                    .getHeader("x-serai-cache", "none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keyThatIsNotSet_isRefusedByItsName() {
        assertThatThrownBy(() -> control.getEndpoint("generation:router?key=NOBODY_HAS_IT"))
                .hasRootCauseMessage("generation:router: the variable NOBODY_HAS_IT is not set");
        assertThatThrownBy(() -> control.getEndpoint("generation:router?operation=chats"))
                .hasRootCauseMessage("generation:router: operation is chat, completions or embeddings, not 'chats'");
        assertThatThrownBy(() -> control.getEndpoint("generation:router?kee=X")).hasMessageContaining("kee");
    }

    @Test
    void route_thatDoesNotExist_saysSo() {
        assertThat(call("generation:model-nobody", PROMPT).getException())
                .hasMessageContaining("generation:model-nobody cannot be called")
                .hasMessageContaining("has no route that begins with direct:model-nobody");
        assertThat(generations.serving().inFlight()).isZero();
    }

    @Test
    void requestThatIsNone_isTheCallersMistake() throws Exception {
        for (Object body : new Object[] {"", "{", "[]", null, "{\"messages\":1}", 7}) {
            Exchange refused = call("generation:model-smart", body);
            assertThat((Object) refused.getException())
                    .as("%s", body)
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
        }
        await("that nothing is in flight", () -> generations.serving().inFlight() == 0);
    }

    @Test
    void failure_isThrownAndOnRecord() throws Exception {
        Exchange failed = call("generation:provider-simulator", PROMPT.replaceFirst("\\{", "{\"model\":\"503\","));
        assertThat((Object) failed.getException())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(503));
        assertThat(records(failed).get(0)).containsEntry("status", 503);
    }
}
