package dev.serai.usage;

import dev.serai.access.Caller;
import dev.serai.limits.Admission;
import dev.serai.limits.Limiter;
import dev.serai.limits.Subject;
import dev.serai.upstream.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code limit}: takes the request from the limits of its token and project, with the tokens that it is expected
 * to use, and corrects that when it has ended.
 */
public final class Limit implements Processor {

    private final Limiter limiter;
    private final Expectations expectations;
    private final PriceList prices;

    public Limit(Limiter limiter, Expectations expectations, PriceList prices) {
        this.limiter = limiter;
        this.expectations = expectations;
        this.prices = prices;
    }

    @Override
    public void process(Exchange exchange) {
        List<Subject> subjects = Caller.of(exchange).subjects();
        if (!Limiter.apply(subjects)) {
            return;
        }
        Call call = Call.of(exchange);
        Booking booking = Booking.of(exchange, prices);
        Admission admission = admit(subjects, call.asked(), booking.expected(expectations));
        call.beforeAnswer(answer -> admission.headers().forEach(answer::setHeader));
        booking.whenEnded(sum -> admission.settle(sum.tokens()));
    }

    private Admission admit(List<Subject> subjects, ApiRequest request, Expectations.Expected expected) {
        try {
            return limiter.admit(subjects, request.model(), expected.total());
        } catch (ApiException refusal) {
            if (!refusal.type().equals("tokens")) {
                throw refusal;
            }
            long counted = expectations.counted(request, expected).total();
            if (counted >= expected.total()) {
                throw refusal;
            }
            return limiter.admit(subjects, request.model(), counted);
        }
    }
}
