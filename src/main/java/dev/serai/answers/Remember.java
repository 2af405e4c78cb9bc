package dev.serai.answers;

import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.WatchedStream;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code remember}: keeps the answer, unless the request says {@code "store": false}; a stream's when it has ended. */
record Remember(KeptAnswers answers, Telling telling, Duration kept, Clock clock) implements Processor {

    @Override
    public void process(Exchange exchange) throws IOException {
        keep(exchange);
    }

    /** Gives whether it is kept, where that is known by now. */
    boolean keep(Exchange exchange) throws IOException {
        Call call = Call.of(exchange);
        Original original = call.asked() == null ? null : call.asked().original();
        if (original == null || isUnwanted(original)) {
            return false;
        }
        Message message = exchange.getMessage();
        String owner = AnswerId.owner(exchange);
        String promised = exchange.getVariable(Later.ID, String.class);
        Keeping keeping = new Keeping(answers, call, original, owner, promised, kept, clock);
        if (message.getBody() instanceof AnswerStream stream) {
            Consumer<byte[]> last = new LastEvent(keeping::ended);
            KeptAnswer.Key key = new KeptAnswer.Key(owner, promised);
            message.setBody(new WatchedStream(
                    stream, promised == null ? last : last.andThen(events -> telling.add(key, events))));
            return false;
        }
        byte[] answer = BodyConverters.whole(exchange, message.getBody());
        return answer != null && keeping.keep(RawObject.Slice.of(answer));
    }

    private static boolean isUnwanted(Original original) {
        RawObject.Slice store = original.members().get("store");
        return store != null && store.is("false");
    }
}
