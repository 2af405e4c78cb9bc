package dev.serai.answers;

import dev.serai.call.Call;
import dev.serai.wire.Memory;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code findAnswer}: the kept answer whose id the path says, and what it answered; 404 if there is none. */
record FindAnswer(KeptAnswers answers) implements Processor {

    /** Of the characters: both texts, and their bytes. */
    private static final long COPIES = 4;

    @Override
    public void process(Exchange exchange) {
        AnswerPath path = AnswerPath.of(exchange, "", "input_items");
        tell(exchange, find(exchange, answers, path));
    }

    static KeptAnswer find(Exchange exchange, KeptAnswers answers, AnswerPath path) {
        Memory memory = Call.of(exchange).memory();
        return answers.find(AnswerId.of(exchange, path.id()), memory).orElseThrow(() -> AnswerId.notFound(path.id()));
    }

    static void tell(Exchange exchange, KeptAnswer answer) {
        Call.of(exchange).memory().take(COPIES * answer.size());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(AnswerPath.bytes("{\"answer\":" + answer.answer() + ",\"input\":" + answer.input() + "}"));
    }
}
