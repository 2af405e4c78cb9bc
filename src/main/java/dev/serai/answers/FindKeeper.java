package dev.serai.answers;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code findKeeper}: which provider keeps the answer, too, whose id the path says, since it gave that as it is; 404
 * if the caller has no such answer.
 */
record FindKeeper(KeptAnswers answers) implements Processor {

    /** The variable that names the provider; none where nobody else keeps it. */
    static final String VARIABLE = "keeper";

    @Override
    public void process(Exchange exchange) {
        KeptAnswer answer = FindAnswer.find(exchange, answers, AnswerPath.of(exchange, ""));
        exchange.setVariable(VARIABLE, answer.provider());
    }
}
