package dev.serai.routing;

import dev.serai.call.Call;
import dev.serai.monitor.Endings;
import dev.serai.stream.AnswerStream;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.support.ExchangeHelper;

/**
 * A route that clients call is over when the last byte of its answer is out, and has failed if that is an error; any other when
 * the stream is over that it gave, else when its steps are.
 */
final class AnswerEndings implements Endings {

    @Override
    public void await(Route route, Exchange exchange, Consumer<Boolean> over) {
        boolean served = route.getEndpoint() instanceof PlatformHttpEndpoint;
        Object body = exchange.getMessage().getBody();
        Call call = served || body instanceof AnswerStream ? Call.of(exchange) : null;
        if (call == null || (!served && exchange.isFailed())) {
            over.accept(failed(exchange));
        } else if (served) {
            call.end().then(() -> over.accept(call.outcome().error() != null || failed(exchange)));
        } else {
            AnswerStream stream = (AnswerStream) body;
            call.end().then(() -> over.accept(stream.error() != null));
        }
    }

    private static boolean failed(Exchange exchange) {
        return exchange.isFailed() || ExchangeHelper.isFailureHandled(exchange);
    }
}
