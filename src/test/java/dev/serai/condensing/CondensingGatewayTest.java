package dev.serai.condensing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.limits.TokenEstimate;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway with aliases that condense: {@code openai} answers, {@code groq} too, {@code mistral} makes summaries. */
abstract class CondensingGatewayTest extends CallingGatewayTest {

    static final TokenEstimate TOKENS = new TokenEstimate();

    /** A chat that {@code gpt-4o} answers in few words. */
    static final Script ANSWER = Script.json(200, Answers.WHOLE);

    private static final String WINDOW = "?contextWindow=2000";

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("nothing of this", "");
        RoutesCopy.alias(routes, "condense", "inOrder", "", "mistral/mistral-large-2512");
        alias(routes, "plain", "none", "openai/gpt-4o" + WINDOW);
        alias(routes, "cut", "truncate", "openai/gpt-4o" + WINDOW);
        alias(routes, "unknown", "truncate", "openai/never-heard-of");
        alias(routes, "summed", "summarise", "openai/gpt-4o" + WINDOW);
        alias(routes, "both", "summarise,truncate", "openai/gpt-4o" + WINDOW);
        alias(routes, "chain", "truncate", "openai/gpt-4o" + WINDOW, "groq/large?contextWindow=100000");
        alias(routes, "native", "truncate", "anthropic/claude-x" + WINDOW);
        alias(routes, "long-talk", "summarise", "openai/gpt-4o?contextWindow=32000");
        RoutesCopy.alias(routes, "resumed", "inOrder?recovery=resume&condense=truncate", "", "openai/gpt-4o" + WINDOW);
        RoutesCopy.alias(
                routes,
                "hedged",
                "inOrder?hedge=50ms&condense=summarise",
                "",
                "openai/gpt-4o" + WINDOW,
                "groq/other?contextWindow=2001");
        properties.add("serai.routes", routes::toString);
    }

    private static void alias(Path routes, String name, String condense, String... targets) throws IOException {
        RoutesCopy.alias(routes, name, "inOrder?condense=" + condense, "", targets);
    }

    /** A summary that says nothing of what it is of. */
    static Script summary(String text) {
        return Script.json(
                200,
                Answers.WHOLE
                        .replace("\"Hi\"", "\"" + text + "\"")
                        .replace(
                                "}]}",
                                "}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":10,\"total_tokens\":1010}}"));
    }

    /** Everybody but who summarises answers as this has it. */
    static void answers(Function<Received, Script> answering, Function<Received, Script> summarising) {
        UPSTREAM.answer(request -> (request.path().startsWith("/mistral/") ? summarising : answering).apply(request));
    }

    static void answers() {
        answers(request -> ANSWER, request -> summary("They talked"));
    }

    /** So many words, of a token each. */
    static String words(int count) {
        return " word".repeat(count);
    }

    /** A conversation of turns of so many tokens and one more, the last. */
    static ObjectNode talk(String model, int turns, int tokens) {
        ObjectNode chat = Json.MAPPER.createObjectNode().put("model", model);
        ArrayNode messages = chat.putArray("messages");
        messages.add(Conversation.message("system", "Be kind"));
        for (int turn = 0; turn < turns; turn++) {
            messages.add(Conversation.message("user", "question " + turn + ":" + words(tokens)));
            messages.add(Conversation.message("assistant", "answer " + turn));
        }
        messages.add(Conversation.message("user", "newest"));
        return chat;
    }

    static List<JsonNode> asked(String provider) throws IOException {
        List<JsonNode> asked = new ArrayList<>();
        for (Received request : UPSTREAM.received()) {
            if (request.path().startsWith("/" + provider + "/")) {
                asked.add(Json.parse(request.body()));
            }
        }
        return asked;
    }

    static String condensed(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-condensed").orElse("");
    }

    HttpResponse<String> chat(JsonNode request) throws Exception {
        return post(CHAT, request.toString());
    }

    /** One that nobody has had before, so that no test finds another one's summary. */
    static ObjectNode fresh(String model) {
        ObjectNode talk = talk(model, 6, 500);
        ((ObjectNode) talk.at("/messages/1")).put("content", "question 0 " + UUID.randomUUID() + words(500));
        return talk;
    }

    /** What was to be summarised, without the summary before it. */
    static String transcript(JsonNode summarising) {
        String prompt = summarising.at("/messages/1/content").asText();
        return prompt.substring(prompt.indexOf("<conversation>"));
    }
}
