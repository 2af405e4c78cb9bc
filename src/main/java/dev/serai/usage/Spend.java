package dev.serai.usage;

import dev.serai.access.Caller;
import dev.serai.limits.Budget;
import dev.serai.limits.Budgets;
import dev.serai.upstream.Call;
import dev.serai.upstream.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        List<Budgets.Holder> holders = holders(Caller.of(exchange));
        if (holders.isEmpty()) {
            return;
        }
        Call call = Call.of(exchange);
        Budgets.Hold hold = budgets.hold(holders, expected(exchange, call));
        call.beforeAnswer(answer -> hold.warning().ifPresent(text -> answer.setHeader("x-serai-budget", text)));
        Booking.of(exchange, prices).whenEnded(sum -> hold.settle(sum.cost() == null ? BigDecimal.ZERO : sum.cost()));
    }

    /** By the price where it is known who will answer; an alias costs what it has cost lately. */
    private BigDecimal expected(Exchange exchange, Call call) {
        Expectations.Expected expected = expectations.of(call.asked());
        Target target = exchange.getVariable("target", Target.class);
        Optional<Price> price = target == null
                ? Optional.empty()
                : prices.prices().find(target.provider().name(), target.model());
        Tokens tokens = Tokens.of(null).with(expected.prompt(), expected.completion());
        return price.map(known -> known.cost(tokens)).orElse(expected.cost());
    }

    private static List<Budgets.Holder> holders(Caller caller) {
        List<Budgets.Holder> holders = new ArrayList<>(2);
        add(holders, "token:" + caller.token(), caller.tokenBudget());
        add(holders, "project:" + caller.project(), caller.projectBudget());
        return holders;
    }

    private static void add(List<Budgets.Holder> holders, String subject, Budget budget) {
        if (budget != null) {
            holders.add(new Budgets.Holder(subject, budget));
        }
    }
}
