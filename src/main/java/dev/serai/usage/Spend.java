package dev.serai.usage;

import dev.serai.access.Caller;
import dev.serai.limits.Budgets;
import dev.serai.limits.Subject;
import dev.serai.upstream.Call;
import dev.serai.upstream.Target;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code spend}: holds what the request is expected to cost in the budgets of its token and project, and books
 * what it did cost when it has ended.
 */
public final class Spend implements Processor {

    private final Budgets budgets;
    private final Expectations expectations;
    private final PriceList prices;

    public Spend(Budgets budgets, Expectations expectations, PriceList prices) {
        this.budgets = budgets;
        this.expectations = expectations;
        this.prices = prices;
    }

    @Override
    public void process(Exchange exchange) {
        List<Subject> subjects = Caller.of(exchange).subjects();
        if (!Budgets.apply(subjects)) {
            return;
        }
        Booking booking = Booking.of(exchange, prices);
        Target target = exchange.getVariable("target", Target.class);
        Expectations.Expected expected = booking.expected(expectations);
        // an alias costs what it has cost lately: who will answer is not known yet
        BigDecimal cost = booking.price(target)
                .map(price -> price.cost(expected.tokens()))
                .orElseGet(expected::cost);
        Budgets.Hold hold = budgets.hold(subjects, cost);
        Call.of(exchange)
                .beforeAnswer(answer -> hold.warning().ifPresent(text -> answer.setHeader("x-serai-budget", text)));
        booking.whenEnded(sum -> hold.settle(sum.total() == null ? BigDecimal.ZERO : sum.total()));
    }
}
