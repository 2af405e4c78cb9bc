package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.breakers.ClientLeft;
import dev.serai.call.Call;
import dev.serai.call.Outcome;
import dev.serai.call.PassedBody;
import dev.serai.call.Target;
import dev.serai.journal.Journal;
import dev.serai.prices.PriceList;
import dev.serai.prices.TokenCounts;
import dev.serai.stream.AnswerStream;
import dev.serai.time.Survival;
import dev.serai.wire.PathTemplate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/**
 * The step {@code account}, first of an endpoint's: puts the request on record when its last byte is out, however it ends,
 * and says what it cost. Who is not known leaves no record: whoever knows no key must not fill the disk.
 */
public final class Account implements Processor {

    private static final double NANOS = 1e6;

    private final PriceList prices;
    private final Journal journal;
    private final Expectations expectations;
    private final UsageMetrics metrics;
    private final boolean durable;
    private final List<RequestObserver> observers;

    /**
     * Takes where records go.
     *
     * @param durable whether a record is on disk before the answer's last byte is sent
     * @param observers told of each request in the end
     */
    public Account(
            PriceList prices,
            Journal journal,
            Expectations expectations,
            UsageMetrics metrics,
            boolean durable,
            List<RequestObserver> observers) {
        this.prices = prices;
        this.expectations = expectations;
        this.journal = journal;
        this.metrics = metrics;
        this.durable = durable;
        this.observers = observers;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.of(exchange);
        Booking booking = Booking.of(exchange, prices);
        booking.whenEnded(sum -> book(exchange, sum, booking));
        call.hooks().beforeTranslation(answer -> each(observer -> observer.translates(exchange, answer)));
        call.hooks().beforeAnswer(answer -> answers(exchange, answer, booking));
        call.answerers()
                .showUsage(usage ->
                        wantsCost(exchange) ? withCost(usage, booking.sum().total()) : usage);
    }

    private void answers(Exchange exchange, Message answer, Booking booking) {
        each(observer -> observer.answers(exchange));
        if (answer.getBody() instanceof AnswerStream stream) {
            if (durable) {
                stream.beforeEnd(booking::end);
            }
            return;
        }
        if (answer.getBody() instanceof PassedBody passed) {
            if (durable) {
                passed.beforeEnd(booking::end);
            }
            return;
        }
        BigDecimal cost = booking.sum().total();
        if (cost != null) {
            answer.setHeader("x-serai-cost", cost.stripTrailingZeros().toPlainString());
        }
        if (durable) {
            booking.end();
        }
    }

    private static boolean wantsCost(Exchange exchange) {
        return exchange.getVariable("hints") instanceof Map<?, ?> hints && "true".equals(hints.get("include-cost"));
    }

    private static JsonNode withCost(JsonNode usage, BigDecimal cost) {
        return ((ObjectNode) usage.deepCopy()).put("cost", cost);
    }

    private void book(Exchange exchange, RequestUsage sum, Booking booking) {
        Call call = Call.of(exchange);
        if (call.tries().count() == 0 && call.outcome().error() != null) {
            metrics.refused(call.outcome().error());
        }
        if (call.outcome().stream() != null) {
            metrics.malformed(call.outcome().stream().malformed());
        }
        Caller caller = Caller.of(exchange);
        UsageRecord record = record(exchange, call, caller, sum);
        List<UsageRecord> others = sum.beside(record);
        booking.whenOver(() -> {
            EndedRequest request =
                    new EndedRequest(call, call.attempts().timeline().attempts(), record, others, caller, sum.total());
            each(observer -> observer.ended(request));
        });
        if (caller != null) {
            expectations.learn(call.asked(), sum.own());
            UsageTrace trace = UsageEvents.trace(call);
            write(record, trace.with(RequestTimeline.of(call, record.aborted())));
            others.forEach(other -> write(other, trace));
        }
    }

    private void each(Consumer<RequestObserver> telling) {
        for (RequestObserver observer : observers) {
            try {
                telling.accept(observer);
            } catch (RuntimeException | Error e) {
                Survival.note("An observer of requests", e);
            }
        }
    }

    private void write(UsageRecord record, UsageTrace trace) {
        byte[] bytes = UsageCodec.encode(record, trace);
        if (!durable || !isOnDisk(bytes)) {
            journal.append(bytes);
        }
    }

    /** Where the disk refuses, serving goes on, and the record waits like others; health says why. */
    private boolean isOnDisk(byte[] record) {
        try {
            journal.appendDurably(record).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private UsageRecord record(Exchange exchange, Call call, Caller caller, RequestUsage sum) {
        Outcome outcome = call.outcome();
        Savings savings = Savings.of(outcome.replayed(), prices.prices());
        Target target = savings.cached() ? null : call.target(); // who failed before has not given it
        AttemptUsage own = sum.own();
        TokenCounts tokens = own.observed().tokens();
        AnswerStream stream = outcome.stream();
        return new UsageRecord(
                0,
                call.started().at(),
                call.requestId(),
                caller == null ? null : caller.project(),
                caller == null ? null : caller.token(),
                endpoint(exchange),
                call.asked() == null ? null : named(call.asked().model()),
                target == null ? null : target.provider().name(),
                target == null ? null : named(target.model()),
                status(exchange, outcome),
                outcome.error(),
                call.asked() != null && call.asked().stream(),
                outcome.aborted(),
                own.observed().estimated(),
                tokens.prompt(),
                tokens.completion(),
                tokens.cached(),
                tokens.cacheWrite(),
                tokens.reasoning(),
                tokens.units(),
                savings.cost(own.cost()),
                own.priceVersion(),
                call.started().ago() / NANOS,
                stream == null || stream.firstContentNanos() == 0
                        ? null
                        : call.started().until(stream.firstContentNanos()) / NANOS,
                call.overheadNanos() / NANOS,
                call.tries().count(),
                savings);
    }

    /** Of what passes as it came, no model is known. */
    private static String named(String model) {
        return model.isEmpty() ? null : model;
    }

    private static String endpoint(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        if (from instanceof PlatformHttpEndpoint http) {
            return PathTemplate.shown(http.getPath());
        }
        return from == null ? "" : from.getEndpointBaseUri().replaceFirst("://", ":");
    }

    private static int status(Exchange exchange, Outcome outcome) {
        if (outcome.aborted()) {
            return ClientLeft.STATUS;
        }
        if (exchange.getException() != null) {
            return 500;
        }
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return status == null ? 200 : status;
    }
}
