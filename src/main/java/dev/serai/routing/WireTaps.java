package dev.serai.routing;

import dev.serai.call.Call;
import dev.serai.call.PassedBody;
import dev.serai.stream.AnswerStream;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.WireTapProcessor;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@code wireTap} sees: the same body by another thread, for as long as it likes. A stream is the client's alone, and who
 * is asked there is asked beside the request: on its record and at its cost, with nothing of that in its answer.
 */
record WireTaps(Processor own) implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(WireTaps.class);

    /** Has a step do so, if it is one. */
    static Processor apart(Processor step) {
        if (step instanceof WireTapProcessor tap) {
            tap.setOnPrepare(new WireTaps(tap.getOnPrepare()));
        }
        return step;
    }

    @Override
    public void process(Exchange copy) throws Exception {
        copy.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) { // which nobody hears of else
                LOG.warn("A wireTap of '{}' failed", failed.getFromRouteId(), failed.getException());
            }
        });
        Call call = Call.of(copy);
        if (call != null) {
            Call tapped = call.fork();
            tapped.attempts().aside();
            tapped.endsWith(copy);
            tapped.end().then(tapped.tries()::over);
            copy.setVariable(Call.VARIABLE, tapped);
        }
        Object body = copy.getMessage().getBody();
        if (body instanceof AnswerStream || body instanceof PassedBody) {
            copy.getMessage().setBody(new Unread());
        }
        if (own != null) {
            own.process(copy);
        }
    }

    /** To close it ends nothing. */
    private static final class Unread extends InputStream {

        @Override
        public int read() {
            throw new IllegalStateException(AnswerStream.UNREAD);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return read();
        }
    }
}
