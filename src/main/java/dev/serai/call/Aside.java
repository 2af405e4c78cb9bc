package dev.serai.call;

import dev.serai.access.Caller;
import dev.serai.wire.ApiException;
import dev.serai.wire.Memory;
import dev.serai.wire.RequestScanner;
import java.io.IOException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;

/**
 * A question of the gateway's own, which it asks an alias while it works on a call: in that call's name, at its caller's
 * limits and cost, and on record with it. For one question.
 */
public final class Aside {

    private final Exchange exchange;
    private final Call call;
    private final Call own;
    private final String alias;

    /** Reads an answer. */
    @FunctionalInterface
    public interface Reading<T> {

        /**
         * What the answer says.
         *
         * @param memory what is made of it is taken of this
         * @param by who gave it; null where nobody is known
         * @throws IOException if it cannot be read
         */
        T of(byte[] answer, Memory memory, Target by) throws IOException;
    }

    /** Begins one in the name of an exchange's call. */
    public Aside(Exchange exchange, String alias) {
        this.exchange = exchange;
        this.call = Call.of(exchange);
        this.own = call.fork();
        this.alias = alias;
        own.attempts().aside();
    }

    /** Ends it, from any thread: who waits for its answer gets a failure. */
    public void breakOff() {
        own.abort();
    }

    /**
     * Asks.
     *
     * @param operation {@code chat}, {@code embeddings} or any other
     * @param request makes the question's body, which is taken of the memory
     * @throws ApiException where the caller has left, or may not have it asked, or nobody answers
     * @throws IOException if the answer cannot be read
     */
    public <T> T ask(String operation, Function<Memory, byte[]> request, Reading<T> reading) throws IOException {
        call.requireClient();
        call.hooks().asks(alias);
        call.waiting().breaksOff(own::abort);
        call.tries().begins();
        try (Memory.Share memory = call.memory().share();
                ProducerTemplate route = exchange.getContext().createProducerTemplate()) {
            Exchange asking = new DefaultExchange(exchange.getContext());
            asking.setVariable(Call.VARIABLE, own);
            asking.setVariable("caller", Caller.of(exchange));
            own.endsWith(asking);
            Requests.set(asking, RequestScanner.scan(operation, request.apply(memory)));
            route.send("direct:model-" + alias, asking);
            return reading.of(answer(asking), memory, own.target());
        } finally {
            Attempt last = own.attempt();
            if (last != null) {
                last.settled();
            }
            call.tries().ends();
            call.waiting().breaksOff(() -> {});
        }
    }

    private byte[] answer(Exchange asked) throws IOException {
        if (asked.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        byte[] answer = asked.getException() == null
                ? BodyConverters.bytes(asked, asked.getMessage().getBody())
                : null;
        if (answer == null) {
            throw new ApiException(502, "server_error", "no_answer", null, "There is no answer of '" + alias + "'");
        }
        return answer;
    }
}
