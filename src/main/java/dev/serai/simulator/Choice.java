package dev.serai.simulator;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** One of the answers to a request, and why it ends. */
record Choice(List<AnswerToken> tokens, String finish) {

    /** The same, cut after so many tokens for the reason given; as it is if it is not longer. */
    Choice limited(int most, String reason) {
        return tokens.size() <= most ? this : new Choice(tokens.subList(0, most), reason);
    }

    /** How much it says. */
    long characters() {
        return tokens.stream().mapToLong(token -> token.text().length()).sum();
    }

    /** The text, or the input of a call as far as it was said. */
    String text(SimulatedCall call) {
        return tokens.stream()
                .filter(t -> Objects.equals(t.call(), call))
                .map(AnswerToken::text)
                .collect(Collectors.joining());
    }

    List<SimulatedCall> calls() {
        return tokens.stream().filter(AnswerToken::opens).map(AnswerToken::call).toList();
    }
}
