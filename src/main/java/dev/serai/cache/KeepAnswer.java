package dev.serai.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Attempt;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.SaidAnswer;
import dev.serai.call.Target;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.SharedStream;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code keepAnswer}: keeps the answer for those who ask the same later, a stream's when its end is there, and gives
 * it to those who wait for it by now.
 */
record KeepAnswer(AnswerCache cache) implements Processor {

    private static final int OK = 200;

    @Override
    public void process(Exchange exchange) throws IOException {
        Asking asking = Asking.of(exchange);
        Message message = exchange.getMessage();
        Call call = Call.of(exchange);
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null && status != OK) {
            cache.lands(asking, null);
        } else if (message.getBody() instanceof AnswerStream stream
                && stream.isEvents()
                && asking.form().isStream()) {
            message.setBody(shared(call, asking, stream));
        } else {
            cache.lands(asking, whole(exchange, asking, message.getBody()));
        }
    }

    private CachedAnswer whole(Exchange exchange, Asking asking, Object body) throws IOException {
        Call call = Call.of(exchange);
        if (asking.form().isStream()) {
            return null;
        }
        if (body instanceof SaidAnswer said) {
            try {
                return answer(call, asking, said.bytes(), said.chat());
            } catch (ApiException e) { // it passes all the same
                return null;
            }
        }
        byte[] made = BodyConverters.whole(exchange, body); // by steps of a team
        return made == null ? null : answer(call, asking, null, made);
    }

    private SharedStream shared(Call call, Asking asking, AnswerStream stream) {
        long most = cache.settings().largest().toBytes();
        Alongside chat = new Alongside(most, call.memory());
        stream.readAlong(chat);
        SharedStream shared = new SharedStream(stream, most, call.memory(), all -> {
            boolean whole = all != null && stream.complete() && stream.error() == null;
            byte[] translated = stream.isAsSaid() ? chat.all() : all;
            byte[] said = stream.isAsSaid() ? all : null;
            cache.lands(asking, whole && translated != null ? answer(call, asking, said, translated) : null);
        });
        call.waiting().breaksOffUnless(shared::isLeftToOthers);
        if (asking.flight() != null) {
            asking.flight().streams(shared, call.target());
        }
        return shared;
    }

    /** What it is used of late counts for what comes in its place, and less each time. */
    private LongAdder uses(Asking asking) {
        CachedAnswer before = cache.find(asking);
        LongAdder uses = new LongAdder();
        uses.add(before == null ? 0 : before.hits().sum() / 2);
        return uses;
    }

    private CachedAnswer answer(Call call, Asking asking, byte[] said, byte[] chat) {
        Attempt attempt = call.attempt();
        Target target = call.target();
        JsonNode usage = attempt == null ? null : CachedAnswer.bounded(attempt.usage());
        return new CachedAnswer(
                asking.form(),
                said,
                chat,
                usage,
                attempt == null ? 0 : attempt.textBytes(),
                target == null ? null : target.provider().name(),
                target == null ? null : target.model(),
                asking.decision().lifetime(cache.settings(), cache.now()),
                asking.standing(),
                uses(asking));
    }
}
