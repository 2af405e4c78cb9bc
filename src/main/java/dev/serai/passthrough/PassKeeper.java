package dev.serai.passthrough;

import dev.serai.call.PassedBody;
import dev.serai.call.Requests;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.Passed;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * {@code pass:keeper}: what is asked of something that the gateway keeps is asked of the provider as well that keeps it, too,
 * by the variable {@code keeper}. That it is not there any more is as good; any other failure is the client's to see, who may
 * try again.
 */
final class PassKeeper {

    private static final String KEEPER = "keeper";
    private static final int NOT_FOUND = 404;
    private static final int MOST_READ = 1 << 16;

    private final ModelIndex index;

    PassKeeper(ModelIndex index) {
        this.index = index;
    }

    /**
     * Asks, if there is anybody to be asked; path and headers are afterwards what they were.
     *
     * @param ask asks the target
     */
    void process(Exchange exchange, Processor ask) throws Exception {
        Optional<Provider> keeper = Optional.ofNullable(exchange.getVariable(KEEPER, String.class))
                .flatMap(index::provider)
                .filter(it -> it.serves(Passed.OPERATION) && it.configured());
        if (keeper.isEmpty()) {
            return;
        }
        Message message = exchange.getMessage();
        String said = message.getHeader(Exchange.HTTP_PATH, String.class);
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        CleanPath path = CleanPath.of(said.substring(PassRequest.ROOT.length()), null);
        message.removeHeaders("*");
        exchange.setVariable("target", index.target(keeper.get(), ""));
        Requests.set(
                exchange, new Passed(method, path.toString(), Passed.Below.API, Map.of(), null, null, -1).request());
        try {
            ask.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            readAway(exchange.getMessage());
        } catch (ApiException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            exchange.setException(null);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, said);
    }

    /** What it says besides is for nobody. */
    private static void readAway(Message answer) throws IOException {
        if (answer.getBody() instanceof PassedBody body) {
            try (body) {
                body.readNBytes(MOST_READ);
            }
        }
        answer.setBody(null);
    }
}
