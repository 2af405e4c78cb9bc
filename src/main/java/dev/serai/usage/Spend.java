package dev.serai.usage;

import dev.serai.call.Call;
import dev.serai.call.Reach;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.limits.Budgets;
import dev.serai.limits.Subject;
import dev.serai.prices.Price;
import dev.serai.prices.PriceList;
import dev.serai.prices.Prices;
import dev.serai.prices.TokenCounts;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Extent;
import dev.serai.wire.Passed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The step {@code spend}: holds what the request may cost in the budgets of its token and project, and books what it did
 * cost when it has ended.
 */
public final class Spend extends Reserving {

    private final Budgets budgets;
    private final Unpriced unpriced;

    /**
     * Takes what it judges by.
     *
     * @param refuseUnpriced whether models without a price are refused
     */
    public Spend(Budgets budgets, Expectations expectations, PriceList prices, boolean refuseUnpriced) {
        super(expectations, prices);
        this.budgets = budgets;
        this.unpriced = new Unpriced(prices, refuseUnpriced);
    }

    @Override
    boolean concerns(Subject subject) {
        return subject.budget() != null;
    }

    @Override
    void reserve(Exchange exchange, Call call, List<Subject> subjects, Booking booking) {
        Budgets.Hold hold = budgets.hold(subjects, demand(exchange, booking));
        call.hooks().beforeAnswer(answer -> hold.warning().ifPresent(text -> answer.setHeader("x-serai-budget", text)));
        call.attempts().whenReplaced(attempt -> hold.grow(booking.costOf(attempt)));
        Passed passed = Requests.of(exchange).passed();
        if (unpriced.areRefused() && (passed == null || passed.making() != null)) {
            call.hooks().beforeAskingTarget(unpriced::require);
        }
        booking.whenEnded(unpriced::tell);
        booking.whenEnded(sum -> hold.settle(sum.spent()));
    }

    /** What it costs at the dearest of those who may answer, and as far as nobody knows what that costs, what it did lately. */
    private Budgets.Foreseen demand(Exchange exchange, Booking booking) {
        ApiRequest request = Requests.of(exchange);
        if (request.passed() != null) {
            return passing(exchange, request.passed().making());
        }
        Reach reach = exchange.getContext().getRegistry().lookupByNameAndType(Reach.NAME, Reach.class);
        Most most = new Most(request, booking.expected(expectations()));
        most.add(reach.of(request.model()));
        if (exchange.getVariable("fallbacks") instanceof List<?> fallbacks) {
            fallbacks.forEach(name -> most.add(reach.of((String) name)));
        }
        return most.demand();
    }

    /** What passes costs what is read in its answer; where it is known what a model makes for it, that. */
    private Budgets.Foreseen passing(Exchange exchange, Passed.Making making) {
        Target target = exchange.getVariable("target", Target.class);
        BigDecimal cost = making == null
                ? BigDecimal.ZERO
                : prices().prices()
                        .find(target.provider().name(), target.model())
                        .map(price -> price.cost(TokenCounts.NONE.with(UnitsUsed.most(making.extent()))))
                        .orElse(BigDecimal.ZERO);
        return new Budgets.Foreseen(cost, cost);
    }

    /** The dearest so far. */
    private final class Most {

        private final Prices list = prices().prices();
        private final ApiRequest request;
        private final Expectations.Expected expected;
        private final Extent extent;
        private BigDecimal bound;
        private BigDecimal usual;

        Most(ApiRequest request, Expectations.Expected expected) {
            this.request = request;
            this.expected = expected;
            this.extent = Extent.of(request);
            this.bound = expected.cost();
            this.usual = expected.cost();
        }

        void add(Reach.Ways ways) {
            for (Target target : ways.targets()) {
                Optional<Price> price = list.find(target.provider().name(), target.model());
                if (price.isPresent()) {
                    BigDecimal dearest = price.get()
                            .most(
                                    expectations().most(request, extent, target),
                                    request.needs().containsKey("audio"))
                            .multiply(BigDecimal.valueOf(ways.atOnce()));
                    bound = bound.max(dearest);
                    usual = usual.max(price.get().cost(expected.tokens()));
                }
            }
        }

        /** What callers have bounded is taken at their word; else what is left may be tried by one request at a time. */
        Budgets.Foreseen demand() {
            boolean guessed = request.maxTokens() < 0 && request.choices() == 1;
            return new Budgets.Foreseen(bound, guessed ? usual : bound);
        }
    }
}
