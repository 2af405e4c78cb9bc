package dev.serai.answers;

import dev.serai.wire.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code deleteAnswer}: the kept answer whose id the path says is gone; 404 if there was none. */
record DeleteAnswer(KeptAnswers answers) implements Processor {

    @Override
    public void process(Exchange exchange) {
        AnswerPath path = AnswerPath.of(exchange, "");
        if (!answers.delete(AnswerId.of(exchange, path.id()))) {
            throw AnswerId.notFound(path.id());
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(Json.bytes(Json.MAPPER.createObjectNode().put("id", path.id())));
    }
}
