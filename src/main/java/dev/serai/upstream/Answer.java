package dev.serai.upstream;

import dev.serai.call.Call;
import dev.serai.call.Duplex;
import dev.serai.call.PassedBody;
import dev.serai.stream.AnswerStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code answer}, last of a provider route: gives the answer its headers. */
public final class Answer implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof PassedBody || message.getBody() instanceof Duplex) {
            return; // it has its own
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        if (message.getBody() instanceof AnswerStream stream && !stream.isEvents()) {
            String type = Call.of(exchange).attempt().answerHeaders().get("content-type");
            message.setHeader(Exchange.CONTENT_TYPE, AnswerType.shown(type));
        } else if (message.getBody() instanceof TypedBytes whole) {
            message.setHeader(Exchange.CONTENT_TYPE, AnswerType.shown(whole.type()));
            message.setBody(whole.bytes());
        } else if (message.getBody() instanceof AnswerStream) {
            message.setHeader(Exchange.CONTENT_TYPE, "text/event-stream");
            message.setHeader("Cache-Control", "no-cache");
            message.setHeader("X-Accel-Buffering", "no");
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
    }
}
