package dev.serai.cache;

import dev.serai.call.Call;
import dev.serai.call.Replayed;
import dev.serai.call.SaidAnswer;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.ReplayedStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes an answer that was given before the body of an exchange, as a provider's route would have left it. */
final class Replay {

    private Replay() {}

    /**
     * Does so in the form that is asked for; false where it cannot be put in that.
     *
     * @param pace events of a stream a second; 0 for all at once
     */
    static boolean into(Exchange exchange, CachedAnswer answer, CachedAnswer.Form wanted, int pace) {
        boolean same = answer.form() == wanted;
        byte[] chat = same
                ? answer.chat()
                : ChatForms.of(answer, wanted, Call.of(exchange).memory());
        if (chat == null) {
            return false;
        }
        byte[] said = same ? answer.said() : null;
        if (wanted.isStream()) {
            stream(exchange, new ReplayedStream(said, chat, answer.usage(), answer.textBytes(), pace), answer);
        } else {
            describe(exchange.getMessage(), answer, "application/json");
            exchange.getMessage().setBody(said == null ? chat : new SaidAnswer(said, () -> chat));
        }
        return true;
    }

    /** Does so with a stream. */
    static void stream(Exchange exchange, AnswerStream stream, Replayed of) {
        Message message = exchange.getMessage();
        describe(message, of, "text/event-stream");
        message.setHeader("Cache-Control", "no-cache");
        message.setHeader("X-Accel-Buffering", "no");
        message.setBody(stream);
        Call.of(exchange).outcome().streams(stream);
    }

    private static void describe(Message message, Replayed of, String type) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        if (of.provider() != null) {
            message.setHeader("x-serai-provider", of.provider());
            message.setHeader("x-serai-model", of.model());
        }
    }
}
