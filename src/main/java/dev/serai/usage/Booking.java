package dev.serai.usage;

import dev.serai.call.Attempt;
import dev.serai.call.Attempts;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.call.Used;
import dev.serai.prices.Price;
import dev.serai.prices.PriceList;
import dev.serai.prices.Prices;
import dev.serai.time.Survival;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What is done once when a request has ended, however it ended: reservations are settled with what it used, and it is put
 * on record.
 */
final class Booking extends SynchronizationAdapter {

    private final Call call;
    private final PriceList prices;
    private final List<Consumer<RequestUsage>> settlements = new ArrayList<>(3);
    private final AtomicBoolean ended = new AtomicBoolean();
    private Expectations.Expected expected;
    private RequestUsage whole;
    private Runnable over = () -> {};
    private Target priced;
    private Prices list;
    private Optional<Price> price;

    private Booking(Call call, PriceList prices) {
        this.call = call;
        this.prices = prices;
    }

    /** The booking of an exchange, begun where there is none. */
    static Booking of(Exchange exchange, PriceList prices) {
        Call call = Call.of(exchange);
        return (Booking) call.hooks().atEnd(exchange, () -> new Booking(call, prices));
    }

    /** What it is expected to use: thought of once. */
    Expectations.Expected expected(Expectations expectations) {
        if (expected == null) {
            expected = expectations.of(call.asked());
        }
        return expected;
    }

    /**
     * Adds something that is to be done with the sum, before what was added earlier: the record, which is added first,
     * comes last. The database must not hear of a cost that budgets have not booked yet, or they would count it twice.
     */
    void whenEnded(Consumer<RequestUsage> settlement) {
        settlements.add(settlement);
    }

    @Override
    public void onDone(Exchange exchange) {
        end();
        over.run();
    }

    /** Sets what is to be done when all is sent, which may be later than {@link #end}. */
    void whenOver(Runnable action) {
        over = action;
    }

    /** Ends it now, for those who cannot wait until all is sent; what comes after does nothing. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            RequestUsage sum = sum();
            for (int i = settlements.size() - 1; i >= 0; i--) {
                Consumer<RequestUsage> settlement = settlements.get(i);
                Survival.of("The end of a request", () -> settlement.accept(sum)); // it is nobody else's
            }
        }
    }

    /** What is known; of a stream, so far. */
    RequestUsage sum() {
        if (whole == null && call.outcome().stream() == null && !asksBeside()) {
            whole = calculated();
        }
        return whole == null ? calculated() : whole;
    }

    /** A tap may go on to ask when the answer is there. */
    private boolean asksBeside() {
        return !call.attempts().timeline().beside().isEmpty();
    }

    private RequestUsage calculated() {
        AttemptUsage own = used(call.attempts().last(), null);
        Attempts attempts = call.attempts();
        List<Used> read = call.outcome().used();
        List<Attempts> beside = attempts.timeline().beside();
        if (attempts.replaced().isEmpty() && attempts.overtaken().isEmpty() && read.isEmpty() && beside.isEmpty()) {
            return new RequestUsage(own, List.of());
        }
        List<AttemptUsage> others = new ArrayList<>();
        addOthers(attempts, others);
        read.forEach(it -> add(used(it), others));
        for (Attempts asked : beside) {
            addOthers(asked, others);
            add(used(asked.last(), AttemptUsage.Superseded.BESIDE), others);
        }
        return new RequestUsage(own, others);
    }

    private void addOthers(Attempts attempts, List<AttemptUsage> others) {
        attempts.replaced().forEach(attempt -> add(used(attempt, AttemptUsage.Superseded.REPLACED), others));
        for (Attempts fork : attempts.overtaken()) {
            addOthers(fork, others);
            add(used(fork.last(), AttemptUsage.Superseded.OVERTAKEN), others);
        }
    }

    private static void add(AttemptUsage used, List<AttemptUsage> others) {
        if (!used.observed().tokens().none()) {
            others.add(used);
        }
    }

    /** What an attempt is known to have cost. */
    BigDecimal costOf(Attempt attempt) {
        BigDecimal cost = used(attempt, AttemptUsage.Superseded.REPLACED).cost();
        return cost == null ? BigDecimal.ZERO : cost;
    }

    private AttemptUsage used(Used read) {
        AttemptUsage.Superseded ending =
                read.ofBatch() ? AttemptUsage.Superseded.BATCHED : AttemptUsage.Superseded.PASSED;
        AttemptUsage used = used(read.target(), Observed.of(read), ending);
        return read.ofBatch() ? used.times(read.target().provider().passing().batchPrice()) : used;
    }

    private AttemptUsage used(Attempt attempt, AttemptUsage.Superseded ending) {
        Target target = attempt == null ? null : attempt.target();
        AttemptUsage used = used(target, Observed.of(attempt), ending);
        if (attempt != null) {
            for (Attempt part : attempt.parts()) {
                used = used.plus(used(target, Observed.of(part), ending));
            }
        }
        return used;
    }

    /** Also asked by those who run beside each other for one request. */
    private synchronized AttemptUsage used(Target target, Observed observed, AttemptUsage.Superseded ending) {
        BigDecimal listed =
                price(target).map(known -> known.cost(observed.tokens())).orElse(null);
        BigDecimal reported = observed.reportedCost();
        return ReportedCost.counts(reported, listed)
                ? new AttemptUsage(target, observed, reported, ReportedCost.VERSION, ending)
                : new AttemptUsage(target, observed, listed, listed == null ? null : list.version(), ending);
    }

    /** What a target costs by the list as it is now; empty where that is not known, or nobody is meant. */
    @SuppressWarnings("ReferenceEquality") // another object may be the same target: then it is looked up once more
    private Optional<Price> price(Target target) {
        Prices now = prices.prices();
        if (price == null || list != now || priced != target) {
            list = now;
            priced = target;
            price = target == null
                    ? Optional.empty()
                    : now.find(target.provider().name(), target.model());
        }
        return price;
    }
}
