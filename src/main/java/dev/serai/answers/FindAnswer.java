package dev.serai.answers;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code findAnswer}: the kept answer whose id the path says, and what it answered; 404 if there is none. */
record FindAnswer(KeptAnswers answers) implements Processor {

    @Override
    public void process(Exchange exchange) {
        AnswerPath path = AnswerPath.of(exchange, "", "input_items");
        KeptAnswer answer = answers.find(Owners.of(exchange), path.id()).orElseThrow(() -> Owners.notFound(path.id()));
        tell(exchange, answer);
    }

    static void tell(Exchange exchange, KeptAnswer answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(AnswerPath.bytes("{\"answer\":" + answer.answer() + ",\"input\":" + answer.input() + "}"));
    }
}
