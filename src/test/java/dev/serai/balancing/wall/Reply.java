package dev.serai.balancing.wall;

import dev.serai.support.Answers;
import dev.serai.support.Script;

/** What a provider of the wall writes for one {@link Ask}: the canonical answer, all of it or up to where a fault is. */
final class Reply {

    private static final String STREAM_HEAD = """
        {"id":"%1$s-%3$d","object":"chat.completion.chunk","created":%2$d,"model":"%1$s-model","choices":\
        """;
    private static final String WHOLE = """
        {"id":"%1$s-%3$d","object":"chat.completion","created":%2$d,"model":"%1$s-model","choices":[{"index":0,\
        "message":{"role":"assistant","content":"%4$s"},"finish_reason":"%5$s"}],"usage":%6$s}\
        """;

    private final String provider;
    private final Ask ask;
    private final int attempt;
    private final int from;

    /**
     * Begins where the ask's prefill ends.
     *
     * @param attempt the number of the ask: identity and time of creation differ from answer to answer
     */
    Reply(String provider, Ask ask, int attempt) {
        this.provider = provider;
        this.ask = ask;
        this.attempt = attempt;
        this.from = ask.prefill().length();
    }

    boolean streamed() {
        return ask.stream();
    }

    /** The whole answer. */
    Script whole() {
        return ended(Canon.TOKENS, "stop");
    }

    /** An answer that ended after so many tokens for a reason of its own. */
    Script ended(int tokens, String reason) {
        return ask.stream()
                ? tokens(begun(), 0, tokens)
                        .send(finish(reason) + usage(tokens) + Answers.DONE)
                        .end()
                : Script.json(200, body(tokens, reason));
    }

    /** The head and the first tokens, to be broken off: those before the answer's own beginning are left out. */
    Script upTo(int tokens) {
        if (ask.stream()) {
            return tokens(begun(), 0, tokens);
        }
        String body = body(Canon.TOKENS, "stop");
        return wholeHead(body)
                .raw(body.substring(0, Math.max(1, body.indexOf(Canon.upTo(tokens)))) + Canon.upTo(tokens));
    }

    /** The head at once, the rest after a while. */
    Script late(long millis) {
        if (ask.stream()) {
            return tokens(Script.stream().pause(millis).send(role()), 0, Canon.TOKENS)
                    .send(finish("stop") + usage(Canon.TOKENS) + Answers.DONE)
                    .end();
        }
        String body = body(Canon.TOKENS, "stop");
        return wholeHead(body).pause(millis).raw(body);
    }

    /** A stream with an event of its own after so many tokens. */
    Script with(String event, int tokens) {
        return tokens(tokens(begun(), 0, tokens).send(event), tokens, Canon.TOKENS)
                .send(finish("stop") + usage(Canon.TOKENS) + Answers.DONE)
                .end();
    }

    /** A whole stream but for its last event. */
    Script withoutDone() {
        return tokens(begun(), 0, Canon.TOKENS)
                .send(finish("stop") + usage(Canon.TOKENS))
                .end();
    }

    private Script begun() {
        return Script.stream().send(role());
    }

    private Script tokens(Script script, int first, int last) {
        int start = Math.max(from, Canon.upTo(first).length());
        Canon.pieces(start, Canon.upTo(last).length())
                .forEach(piece -> script.send(delta("\"content\":\"" + piece + "\"")));
        return script;
    }

    private static Script wholeHead(String body) {
        return Script.silent()
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n");
    }

    private String role() {
        return delta("\"role\":\"assistant\",\"content\":\"\"");
    }

    private String delta(String members) {
        return chunk("[{\"index\":0,\"delta\":{" + members + "},\"finish_reason\":null}]");
    }

    private String finish(String reason) {
        return chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]");
    }

    private String usage(int tokens) {
        return chunk("[],\"usage\":" + counted(tokens));
    }

    private String chunk(String choices) {
        return "data: " + STREAM_HEAD.formatted(provider, created(), attempt) + choices + "}\n\n";
    }

    private String body(int tokens, String reason) {
        String text = Canon.TEXT.substring(
                Math.min(from, Canon.upTo(tokens).length()), Canon.upTo(tokens).length());
        return WHOLE.formatted(provider, created(), attempt, text, reason, counted(tokens));
    }

    /** A prefill is read, not written. */
    private String counted(int tokens) {
        int made = Canon.pieces(from, Canon.upTo(tokens).length()).size();
        int read = Canon.PROMPT_TOKENS + Canon.pieces(0, from).size();
        return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}".formatted(read, made, read + made);
    }

    private int created() {
        return 1000 * provider.length() + attempt;
    }
}
