package dev.serai.routing;

/** Upstream events of a chat in OpenAI's and Anthropic's format. */
final class Streams {

    static final String DONE = "data: [DONE]\n\n";

    private static final String START = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\","
            + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":[],\"usage\":"
            + "{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
            + "{\"type\":\"text\",\"text\":\"\"}}\n\n";

    private Streams() {}

    /** An OpenAI chunk with a piece of the answer. */
    static String content(String text) {
        return chunk("[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]");
    }

    /** The chunk that finishes the answer. */
    static String finish() {
        return chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]");
    }

    /** The chunk with the usage, 3 + 2 tokens. */
    static String usage() {
        return chunk("[]").replace("}\n\n", ",\"usage\":" + "{\"prompt_tokens\":3,\"completion_tokens\":2,"
                + "\"total_tokens\":5}}\n\n");
    }

    private static String chunk(String choices) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + choices + "}\n\n";
    }

    /** A whole answer as OpenAI streams it. */
    static String whole(String text) {
        return content(text) + finish() + usage() + DONE;
    }

    /** Anthropic's events up to the first piece of text. */
    static String anthropicStart(String text) {
        return START + anthropicContent(text);
    }

    static String anthropicContent(String text) {
        return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                + "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}}\n\n";
    }

    /** Anthropic's events after the text. */
    static String anthropicEnd() {
        return "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                + "\"usage\":{\"output_tokens\":2}}\n\n"
                + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    }
}
