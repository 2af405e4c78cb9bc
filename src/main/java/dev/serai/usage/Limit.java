package dev.serai.usage;

import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.limits.Admission;
import dev.serai.limits.Limiter;
import dev.serai.limits.Subject;
import dev.serai.prices.PriceList;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The step {@code limit}: takes the request from the limits of its token and project, with the tokens that it is expected
 * to use, and corrects that when it has ended.
 */
public final class Limit extends Reserving {

    private final Limiter limiter;

    public Limit(Limiter limiter, Expectations expectations, PriceList prices) {
        super(expectations, prices);
        this.limiter = limiter;
    }

    @Override
    boolean concerns(Subject subject) {
        return subject.hasLimits();
    }

    @Override
    void reserve(Exchange exchange, Call call, List<Subject> subjects, Booking booking) {
        Admission admission = admit(
                subjects,
                Requests.of(exchange),
                booking.expected(expectations()),
                exchange.getVariable("target", Target.class));
        call.hooks().beforeAnswer(answer -> admission.headers().forEach(answer::setHeader));
        if (Limiter.applyToModels(subjects)) {
            call.hooks().beforeAsking(name -> admitAsked(admission, subjects, name));
        }
        booking.whenEnded(sum -> admission.settle(sum.tokens(), sum::tokensOf));
    }

    /** Where a limit of one target refuses, the next may be asked: nobody has failed. */
    private void admitAsked(Admission admission, List<Subject> subjects, String name) {
        try {
            limiter.admitAsked(admission, subjects, name);
        } catch (ApiException refusal) {
            Retryable own = new Retryable(refusal.status(), refusal.type(), refusal.code(), refusal.getMessage());
            refusal.headers().forEach(own::header);
            throw own.ofCaller();
        }
    }

    private Admission admit(List<Subject> subjects, ApiRequest request, Expectations.Expected expected, Target target) {
        String resolved = target == null ? null : target.toString();
        try {
            return limiter.admit(subjects, request.model(), resolved, expected.total());
        } catch (ApiException refusal) {
            if (!refusal.type().equals("tokens")) {
                throw refusal;
            }
            long counted = expectations().counted(request, expected).total();
            if (counted >= expected.total()) {
                throw refusal;
            }
            return limiter.admit(subjects, request.model(), resolved, counted);
        }
    }
}
