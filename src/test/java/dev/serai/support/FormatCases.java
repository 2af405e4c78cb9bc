package dev.serai.support;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Requests in the formats of clients, to providers that speak the same or another one: path, body, what the provider answers,
 * and the id and model that are in that.
 */
public final class FormatCases {

    private static final String PROMPT = "Hello, my card is 4111111111111111";
    private static final String GPT = "openai/gpt-4o";
    private static final String CLAUDE = "anthropic/claude-x";
    private static final String GEMINI = "gemini/gemini-x";
    private static final String MESSAGES = """
        {"model":"%s","max_tokens":99,"stream":%s,"messages":[{"role":"user","content":"@"}]}\
        """.replace("@", PROMPT);
    private static final String CONTENTS = "{\"contents\":[{\"parts\":[{\"text\":\"" + PROMPT + "\"}]}]}";

    private FormatCases() {}

    private static Supplier<Script> whole(String answer) {
        return () -> Script.json(200, answer);
    }

    private static Supplier<Script> stream(String events) {
        return () -> Script.stream().send(events).end();
    }

    public static Stream<Arguments> all() {
        Supplier<Script> openAi = whole(Answers.WHOLE);
        Supplier<Script> openAis = stream(Answers.stream("Hi"));
        Supplier<Script> anthropic = whole(Answers.ANTHROPIC);
        Supplier<Script> anthropics = stream(Answers.anthropicStart("Hi") + Answers.anthropicEnd());
        Supplier<Script> google = whole(Answers.GEMINI);
        Supplier<Script> googles = stream(Answers.geminiContent("Hi") + Answers.geminiEnd());
        String array = "/v1beta/models/%s:streamGenerateContent";
        String streamed = array + "?alt=sse";
        String whole = "/v1beta/models/%s:generateContent";
        return Stream.of(
                Arguments.of("/v1/messages", MESSAGES.formatted(GPT, false), openAi, "c", "m"),
                Arguments.of("/v1/messages", MESSAGES.formatted(GPT, true), openAis, "c", "m"),
                Arguments.of("/v1/messages", MESSAGES.formatted(CLAUDE, false), anthropic, "m", "claude"),
                Arguments.of("/v1/messages", MESSAGES.formatted(CLAUDE, true), anthropics, "m", "claude"),
                Arguments.of(whole.formatted(GPT), CONTENTS, openAi, "c", "m"),
                Arguments.of(streamed.formatted(GPT), CONTENTS, openAis, "c", "m"),
                Arguments.of(array.formatted(GPT), CONTENTS, openAis, "c", "m"),
                Arguments.of(whole.formatted(GEMINI), CONTENTS, google, "r", "gemini-x"),
                Arguments.of(streamed.formatted(GEMINI), CONTENTS, googles, "r", "gemini-x"),
                Arguments.of(array.formatted(GEMINI), CONTENTS, googles, "r", "gemini-x"));
    }
}
