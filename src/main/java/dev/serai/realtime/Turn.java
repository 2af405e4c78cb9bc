package dev.serai.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.access.ClientSecret;
import dev.serai.breakers.ClientLeft;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.call.Used;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * One response of a session, or what was transcribed in it, as a request of its own: its caller is known and admitted as any
 * other, and what it used is booked and on record when it is done.
 */
final class Turn {

    /** The route that a response goes through. */
    private static final String RESPONSE = "direct:policy-realtime-response";

    /** The route that what was used already goes through. */
    private static final String USED = "direct:policy-realtime-used";

    private static final int REFUSED = 400;

    private final Exchange exchange;
    private final UnitOfWork unit;
    private final Call call;
    private final Target target;
    private final Runnable release;

    private Turn(Exchange exchange, Opening opening, Call call, Target target, Runnable release) {
        this.exchange = exchange;
        this.call = call;
        this.target = target;
        this.release = release;
        exchange.getExchangeExtension().setFromEndpoint(opening.from());
        call.endsWith(exchange);
        exchange.setVariable(Call.VARIABLE, call);
        this.unit = PluginHelper.getUnitOfWorkFactory(exchange.getContext()).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(unit);
    }

    /**
     * Begins one.
     *
     * @param requestId on its record
     * @param request what it asks
     */
    static Turn begin(Opening opening, Turns turns, String requestId, ApiRequest request, Target target) {
        Turns.Place place = turns.enter();
        try {
            Call call = new Call(requestId, place.memory());
            turns.traced(call, new TurnOrigin(opening));
            Turn turn = new Turn(asked(opening, place), opening, call, target, place.release());
            Requests.set(turn.exchange, request);
            return turn;
        } catch (RuntimeException | Error e) {
            place.release().run();
            throw e;
        }
    }

    private static Exchange asked(Opening opening, Turns.Place place) {
        Exchange exchange = new DefaultExchange(place.context(), ExchangePattern.InOut);
        exchange.setVariable(HttpRequestFacts.VARIABLE, opening.facts());
        if (opening.secret() != null) {
            exchange.setVariable(ClientSecret.VARIABLE, opening.secret());
        }
        opening.headers().forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, TurnOrigin.PATH);
        return exchange;
    }

    /**
     * Whether the caller of a session may still call.
     *
     * @return who that is
     * @throws ApiException why not
     */
    static Caller requireCaller(Opening opening, Turns turns) {
        Turns.Place place = turns.enter();
        try {
            Exchange exchange = asked(opening, place);
            place.context()
                    .getRegistry()
                    .lookupByNameAndType("authenticate", Processor.class)
                    .process(exchange);
            return Caller.of(exchange);
        } catch (Exception e) {
            throw RealtimeErrors.of(e);
        } finally {
            place.release().run();
        }
    }

    /**
     * Has it admitted: from then on it counts.
     *
     * @throws ApiException why it is not; then it has ended
     */
    Turn admit() {
        try {
            through(RESPONSE);
            asks();
            return this;
        } catch (Exception | Error e) {
            throw refused(e);
        }
    }

    private void through(String route) throws Exception {
        try (Producer producer = exchange.getContext().getEndpoint(route).createProducer()) {
            producer.start();
            producer.process(exchange);
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private void asks() {
        Target asked =
                target.with(Caller.of(exchange).providerKey(target.provider().name()));
        call.attempts().asks(asked, false);
        call.attempt(asked);
        call.tries().begins(asked.options().timers());
        call.attempt().isSent();
    }

    private ApiException refused(Throwable why) {
        ApiException refusal = RealtimeErrors.of(why);
        exchange.setException(null);
        call.outcome().failed(refusal);
        close(refusal.status());
        return refusal;
    }

    /**
     * Puts on record what was used already, whether that was allowed or not.
     *
     * @throws ApiException why it was not
     */
    void book(JsonNode usage) {
        try {
            through(USED);
            asks();
        } catch (Exception | Error e) {
            call.outcome().uses(List.of(new Used(target, usage, 0, false)));
            throw refused(e);
        }
        end(usage, 0);
    }

    /**
     * It is done: books what it used.
     *
     * @param usage null if nobody says
     * @param textBytes of what was said, as far as it was seen: what is reported is held against it
     */
    void end(JsonNode usage, long textBytes) {
        call.answered(usage, textBytes);
        call.attempts().asked(null);
        call.tries().ends();
        call.answers(exchange.getMessage()); // only now is it known what it used
        close(200);
    }

    /**
     * It ended with its session: what was said is all that is known.
     *
     * @param why that did; null if its client has left
     */
    void breaksOff(ApiException why, long textBytes) {
        call.answered(null, textBytes);
        call.attempts().asked(why);
        call.tries().ends();
        if (why == null) {
            call.outcome().abort();
        } else {
            call.outcome().failed(why);
        }
        close(why == null ? ClientLeft.STATUS : why.status());
    }

    /** The provider did not begin it. */
    void isRefused() {
        call.attempt().isRefused();
        call.attempts().asked(null);
        call.tries().ends();
        call.outcome().failed(ApiException.badRequest("provider_refused", null, "The provider refused the response"));
        close(REFUSED);
    }

    private void close(int status) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        try {
            call.tries().over();
        } finally {
            try {
                UnitOfWorkHelper.doneUow(unit, exchange);
            } finally {
                release.run();
            }
        }
    }
}
