package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that differ in anything, who asks included, never share an answer; those that do not, do. */
class CacheTenantsTest extends CachingGateway {

    private static final String[] ON = {"x-serai-cache", "on"};
    private static final List<String> WORDS =
            List.of("seed", "top_p", "stop", "metadata", "novelty", "logit_bias", "user");

    private final Random random = new Random(16);

    /** The places of a tree that can be changed, each as something that changes it there. */
    private static void places(JsonNode tree, List<Runnable> changes, Random random) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                String name = member.getKey();
                if (!Set.of("model", "messages", "role").contains(name)) {
                    changes.add(() -> object.set(name, other(object.get(name), random)));
                    changes.add(() -> object.remove(name));
                }
                places(member.getValue(), changes, random);
            });
            changes.add(() -> object.put("more" + random.nextInt(1000), random.nextInt()));
        } else if (tree instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                places(list.get(i), changes, random);
            }
        }
    }

    /** What a careless comparison takes for the same. */
    private static JsonNode other(JsonNode value, Random random) {
        if (value.isNumber()) {
            return random.nextBoolean()
                    ? Json.MAPPER.valueToTree(value.asText())
                    : Json.MAPPER.valueToTree(value.decimalValue().add(java.math.BigDecimal.ONE));
        }
        if (value.isBoolean()) {
            return random.nextBoolean()
                    ? Json.MAPPER.valueToTree(!value.asBoolean())
                    : Json.MAPPER.valueToTree(value.asText());
        }
        if (value.isTextual()) {
            String text = value.asText();
            return Json.MAPPER.valueToTree(
                    switch (random.nextInt(3)) {
                        case 0 -> text + " ";
                        case 1 -> text.toUpperCase(java.util.Locale.ROOT) + "!";
                        default -> "  " + text;
                    });
        }
        return Json.MAPPER.valueToTree(List.of(value.toString()));
    }

    private ObjectNode request(int number) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("model", "plain");
        ObjectNode message = request.putArray("messages").addObject();
        message.put("role", "user").put("content", "request " + number);
        for (String word : WORDS) {
            switch (random.nextInt(6)) {
                case 0 -> request.put(word, random.nextInt(3));
                case 1 -> request.put(word, random.nextBoolean());
                case 2 -> request.put(word, "a" + random.nextInt(3));
                case 3 ->
                    request.putObject(word).put("b", 1).putArray("c").add(1).add("1");
                case 4 -> request.putArray(word).add("x").add(random.nextInt(2));
                default -> {}
            }
        }
        return request;
    }

    @Test
    void oneParameterMore_orLess_orAnother_isAnotherRequest() throws Exception {
        Issued caller = token(Rules.NONE);
        for (int i = 0; i < 150; i++) {
            ObjectNode request = request(i);
            String first = call(caller, Json.text(request), ON).body();
            ObjectNode changed = request.deepCopy();
            List<Runnable> changes = new ArrayList<>();
            places(changed, changes, random);
            changes.get(random.nextInt(changes.size())).run();
            HttpResponse<String> second = call(caller, Json.text(changed), ON);
            HttpResponse<String> again = call(caller, Json.text(request), ON);

            assertThat(second.body())
                    .as("%s is not %s", Json.text(changed), Json.text(request))
                    .isNotEqualTo(first);
            assertThat(status(again)).as(Json.text(request)).isEqualTo("hit");
            assertThat(again.body()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-serai-tier", "x-serai-session", "x-serai-include-cost", "x-serai-unheard-of"})
    void headerThatRoutesMayChooseBy_isAParameter(String name) throws Exception {
        Issued caller = token(Rules.NONE);
        Set<String> answers = new HashSet<>();
        String body = chat("cached", "hints " + name);
        answers.add(call(caller, body).body());
        answers.add(call(caller, body, name, "a").body());
        answers.add(call(caller, body, name, "b").body());
        assertThat(answers).hasSize(3);
        assertThat(status(call(caller, body, name, "b"))).isEqualTo("hit");
    }

    /** Also where the alias's file does not say whom it asks. */
    @ParameterizedTest
    @ValueSource(strings = {"claude", "chosen"})
    void headerThatTheProviderGets_isAParameter(String alias) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat(alias, "passed headers", "\"max_tokens\":9,");
        Set<String> answers = new HashSet<>();
        for (String beta : new String[] {"a-2026-01-01", "b-2026-01-01", "b-2026-01-01"}) {
            answers.add(callAt("/v1/messages", caller, body, "x-serai-claude", "c", "anthropic-beta", beta)
                    .body());
            assertThat(UPSTREAM.last().headers()).containsEntry("anthropic-beta", beta);
        }
        assertThat(answers).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "shared"})
    void projects_shareNothing(String rule) throws Exception {
        String body = chat("cached", "projects " + rule);
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = call(token(cache(rule)), body);
            assertThat(status(answer)).isEqualTo("miss");
            answers.add(answer.body());
        }
        assertThat(answers).hasSize(20);
    }

    @Test
    void tokensOfAProject_shareNothing_unlessItSaysSo() throws Exception {
        String body = chat("cached", "tokens");
        Project own = project(cache("on"));
        Project shared = project(cache("shared"));
        assertThat(status(call(token(own, Rules.NONE), body))).isEqualTo("miss");
        assertThat(status(call(token(own, Rules.NONE), body))).isEqualTo("miss");
        String first = call(token(shared, Rules.NONE), body).body();
        HttpResponse<String> second = call(token(shared, Rules.NONE), body);
        assertThat(status(second)).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first);
    }

    @Test
    void projectThatIsChanged_isGivenNothingOfBefore() throws Exception {
        Project project = project(cache("shared"));
        Issued caller = token(project, Rules.NONE);
        String body = chat("cached", "changed");
        call(caller, body);
        projects.update(
                project.id(),
                null,
                it -> new dev.serai.access.ProjectRegistry.Draft(
                        it.name(), it.active(), it.rules(), Map.of("tier", "gold"), Map.of()),
                dev.serai.store.Actor.SERAI);
        assertThat(status(call(caller, body))).isEqualTo("miss");
    }

    @Test
    void endpoints_shareNothing() throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "endpoints", "\"max_tokens\":5,");
        assertThat(status(callAt(CHAT, caller, body))).isEqualTo("miss");
        assertThat(status(callAt("/v1/messages", caller, body))).isEqualTo("miss");
        assertThat(status(callAt("/v1/messages", caller, body))).isEqualTo("hit");
    }
}
