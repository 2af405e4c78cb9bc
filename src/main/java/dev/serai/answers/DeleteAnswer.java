package dev.serai.answers;

import dev.serai.wire.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code deleteAnswer}: the kept answer whose id the path says is gone; 404 if there was none. */
record DeleteAnswer(KeptAnswers answers, Telling telling) implements Processor {

    @Override
    public void process(Exchange exchange) {
        AnswerPath path = AnswerPath.of(exchange, "");
        KeptAnswer.Key key = AnswerId.of(exchange, path.id());
        if (!answers.delete(key)) {
            throw AnswerId.notFound(path.id());
        }
        telling.drop(key);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(Json.bytes(Json.MAPPER.createObjectNode().put("id", path.id())));
    }
}
