package dev.serai.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The least that an answer is made of, and one event of its stream.
 *
 * @param text of the answer, or of the call's input
 * @param call that it belongs to, or null
 * @param opens whether it names the call; such a token has no text
 */
record Token(String text, ToolCall call, boolean opens) {

    static List<Token> ofText(String text) {
        return Tokens.of(text).stream().map(t -> new Token(t, null, false)).toList();
    }

    static List<Token> ofCalls(List<ToolCall> calls) {
        List<Token> tokens = new ArrayList<>();
        for (ToolCall call : calls) {
            tokens.add(new Token("", call, true));
            Tokens.of(call.input()).forEach(t -> tokens.add(new Token(t, call, false)));
        }
        return tokens;
    }
}
