package dev.serai.support;

/** What upstreams answer to a chat, in OpenAI's format, Anthropic's and Gemini's. */
public final class Answers {

    /** A whole answer of OpenAI's. */
    public static final String WHOLE = """
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
        {"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}\
        """;

    /** A whole answer of Anthropic's. */
    public static final String ANTHROPIC = """
        {"id":"m","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hi"}],\
        "stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}\
        """;

    /** A whole answer of Gemini's, 3 + 2 tokens. */
    public static final String GEMINI = """
        {"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"finishReason":"STOP","index":0}],\
        "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5},"modelVersion":"gemini-x",\
        "responseId":"r"}\
        """;

    public static final String DONE = "data: [DONE]\n\n";

    private Answers() {}

    /** An OpenAI chunk with a piece of the answer. */
    public static String content(String text) {
        return chunk("""
            [{"index":0,"delta":{"content":"%s"},"finish_reason":null}]\
            """.formatted(text));
    }

    /** The chunk that finishes the answer. */
    public static String finish() {
        return chunk("""
            [{"index":0,"delta":{},"finish_reason":"stop"}]\
            """);
    }

    /** The chunk with the usage, 3 + 2 tokens. */
    public static String usage() {
        return chunk("""
            [],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}\
            """);
    }

    private static String chunk(String choices) {
        return """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":%s}

            """.formatted(choices);
    }

    /** A whole answer as OpenAI streams it. */
    public static String stream(String text) {
        return content(text) + finish() + usage() + DONE;
    }

    /** Anthropic's events up to the first piece of text. */
    public static String anthropicStart(String text) {
        return """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant",\
            "model":"claude","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            """ + anthropicContent(text);
    }

    public static String anthropicContent(String text) {
        return """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}

            """.formatted(text);
    }

    /** Anthropic's events after the text. */
    public static String anthropicEnd() {
        return """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

            event: message_stop
            data: {"type":"message_stop"}

            """;
    }

    /** Gemini's event with a piece of the answer. */
    public static String geminiContent(String text) {
        return """
            data: {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"index":0}],"responseId":"r"}

            """.formatted(text);
    }

    /** Gemini's last event, with the usage, 3 + 2 tokens. */
    public static String geminiEnd() {
        return "data: " + GEMINI.replace("\"Hi\"", "\"\"") + "\n\n";
    }

    /** Anthropic's event for an error. */
    public static String anthropicError(String type) {
        return """
            event: error
            data: {"type":"error","error":{"type":"%s","message":"Busy"}}

            """.formatted(type);
    }
}
