package dev.serai.cache;

import static dev.serai.support.GivenRules.rules;

import dev.serai.access.Rules;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.FakeUpstream;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway with aliases whose answers are kept, over a provider each answer of which is another one. */
abstract class CachingGateway extends CallingGatewayTest {

    /** {@code cached} is kept, {@code faq} in a category of its own, {@code brief} for a moment and given for long where nobody answers, {@code never} in no case. */
    private static final String STEP =
            "- setVariable: { id: %s-%s, name: %s, expression: { constant: { expression: \"%s\" } } }\n        ";

    protected static final AtomicInteger ANSWERS = new AtomicInteger();

    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        alias(routes, "cached", "on", "");
        alias(routes, "brief", "1ms", "1h");
        alias(routes, "never", "off", "");
        alias(routes, "plain", "", "");
        RoutesCopy.alias(
                routes,
                "faq",
                "inOrder",
                STEP.formatted("faq", "cache", "cache", "10m-1h")
                        + STEP.formatted("faq", "category", "cacheCategory", "faq")
                        + STEP.formatted("faq", "priority", "cachePriority", "5")
                        + STEP.formatted("faq", "pace", "cachePace", "1000"),
                "openai/gpt-5.1");
        alias(routes, "claude", "on", "", "anthropic/claude-sonnet-4-5");
        Path chosen = routes.resolve("models/claude.camel.yaml");
        Files.writeString(
                routes.resolve("models/chosen.camel.yaml"),
                Files.readString(chosen)
                        .replace("claude-", "chosen-")
                        .replace("model-claude", "model-chosen")
                        .replaceAll(
                                "(?s)- loadBalance:.*",
                                "- toD: { id: chosen-0, uri: \"target:anthropic/\\${variable.hints[claude]}\" }\n"));
        near(routes, "near", "0.9");
        near(routes, "near-tools", "0.9,tools,schema");
        near(routes, "near-other", "0.9");
        RoutesCopy.alias(routes, "vectors", "inOrder", "", "openai/text-embedding-3-small", "mistral/mistral-embed");
        properties.add("serai.cache.semantic.patience", () -> "30s");
        properties.add("serai.routes", routes::toString);
    }

    private static void alias(Path routes, String name, String cache, String stale, String... targets)
            throws IOException {
        String steps = cache.isEmpty() ? "" : STEP.formatted(name, "cache", "cache", cache);
        steps += stale.isEmpty() ? "" : STEP.formatted(name, "stale", "cacheStale", stale);
        String[] all = targets.length == 0 ? new String[] {"openai/gpt-5.1"} : targets;
        RoutesCopy.alias(routes, name, "inOrder", steps, all);
    }

    /** One whose answers are given to prompts that mean nearly the same. */
    private static void near(Path routes, String name, String threshold) throws IOException {
        String steps = STEP.formatted(name, "cache", "cache", "on")
                + STEP.formatted(name, "semantic", "cacheSemantic", threshold)
                + STEP.formatted(name, "embeddings", "cacheEmbeddings", "vectors");
        RoutesCopy.alias(routes, name, "inOrder", steps, "openai/gpt-5.1");
    }

    @BeforeEach
    void answerEachTimeAnew() {
        UPSTREAM.answer(CachingGateway::next);
    }

    /** Another one each time. */
    protected static Script next(FakeUpstream.Received request) {
        String text = "answer " + ANSWERS.incrementAndGet();
        if (request.path().startsWith("/anthropic/")) {
            return request.text().contains("\"stream\":true")
                    ? Script.stream().send(AnthropicEvents.of(text)).end()
                    : Script.json(200, Answers.ANTHROPIC.replace("\"Hi\"", '"' + text + '"'));
        }
        if (request.path().endsWith("/responses")) {
            return request.text().contains("\"stream\":true")
                    ? Script.stream().send(ResponseEvents.of(text)).end()
                    : Script.json(200, ResponseEvents.whole(text));
        }
        return request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream(text)).end()
                : Script.json(200, whole(text));
    }

    protected static String whole(String text) {
        return Answers.WHOLE
                .replace("\"Hi\"", '"' + text + '"')
                .replaceFirst("}$", ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");
    }

    /** A chat that no other test has. */
    protected static String chat(String model, String text, String... members) {
        return "{\"model\":\"" + model + "\"," + String.join("", members)
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    /** A project that says this of the cache. */
    protected static Rules cache(String rule) {
        return rules().cache(rule).build();
    }

    protected static String status(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-cache").orElse("none");
    }

    /** OpenAI's Responses. */
    private static final class ResponseEvents {
        private static String whole(String text) {
            return "{\"id\":\"resp_up\",\"object\":\"response\",\"created_at\":1700000000,\"status\":\"completed\","
                    + "\"error\":null,\"incomplete_details\":null,\"model\":\"m\",\"output\":[{\"type\":\"message\","
                    + "\"id\":\"msg_up\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":"
                    + "\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]}]}],\"usage\":{\"input_tokens\":3,"
                    + "\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":2,"
                    + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":5}}";
        }

        private static String of(String text) {
            return event(
                            "response.created",
                            0,
                            "\"response\":{\"id\":\"resp_up\",\"status\":\"in_progress\",\"output\":[]}")
                    + event(
                            "response.output_item.added",
                            1,
                            "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_up\",\"role\":\"assistant\","
                                    + "\"content\":[]}")
                    + event(
                            "response.output_text.delta",
                            2,
                            "\"item_id\":\"msg_up\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + text + "\"")
                    + event("response.completed", 3, "\"response\":" + whole(text));
        }

        private static String event(String type, int number, String members) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + "," + members
                    + "}\n\n";
        }
    }

    /** Events of Anthropic's. */
    private static final class AnthropicEvents {
        private static String of(String text) {
            return event(
                            "message_start",
                            "\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\","
                                    + "\"model\":\"claude\",\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}")
                    + event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                    + event(
                            "content_block_delta",
                            "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}")
                    + event("content_block_stop", "\"index\":0")
                    + event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}")
                    + event("message_stop", "\"nothing\":0");
        }

        private static String event(String type, String members) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
        }
    }
}
