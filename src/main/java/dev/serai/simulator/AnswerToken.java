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
record AnswerToken(String text, SimulatedCall call, boolean opens) {

    static List<AnswerToken> ofText(String text) {
        return Tokenizer.of(text).stream()
                .map(t -> new AnswerToken(t, null, false))
                .toList();
    }

    static List<AnswerToken> ofCalls(List<SimulatedCall> calls) {
        List<AnswerToken> tokens = new ArrayList<>();
        for (SimulatedCall call : calls) {
            tokens.add(new AnswerToken("", call, true));
            Tokenizer.of(call.input()).forEach(t -> tokens.add(new AnswerToken(t, call, false)));
        }
        return tokens;
    }
}
