package dev.serai.usage;

import dev.serai.upstream.Attempt;
import dev.serai.upstream.Call;
import dev.serai.upstream.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** What became of an attempt that is not the one that the client got its answer or error of. */
    enum Ending {
        /** Another one was faster. */
        OVERTAKEN,
        /** It failed, or broke off, and another one was asked in its place. */
        REPLACED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What an attempt used and cost.
     *
     * @param target null if nobody was asked
     * @param cost null where the price is not known
     * @param priceVersion of the price list that the cost is of; null where there is no cost
     * @param ending null for the one that the client got its answer or error of
     */
    record Used(Target target, Observed observed, BigDecimal cost, String priceVersion, Ending ending) {}

    /**
     * What a request used and cost.
     *
     * @param own at the target whose answer or error the client got
     * @param others at targets that were asked before it or beside it, as far as they charge for that
     */
    record Sum(Used own, List<Used> others) {

        /** What all of it cost; null where a price is not known. */
        BigDecimal total() {
            BigDecimal total = own.cost;
            for (Used other : others) {
                total = total == null || other.cost == null ? null : total.add(other.cost);
            }
            return total;
        }

        /** What is known to be spent. */
        BigDecimal spent() {
            BigDecimal spent = own.cost == null ? BigDecimal.ZERO : own.cost;
            for (Used other : others) {
                spent = other.cost == null ? spent : spent.add(other.cost);
            }
            return spent;
        }

        /** Tokens of all of it. */
        long tokens() {
            long tokens = own.observed.tokens().total();
            for (Used other : others) {
                tokens += other.observed.tokens().total();
            }
            return tokens;
        }
    }

    private static final String PROPERTY = Booking.class.getName();

    private final Call call;
    private final PriceList prices;
    private final List<Consumer<Sum>> settlements = new ArrayList<>(3);
    private final AtomicBoolean ended = new AtomicBoolean();
    private Expectations.Expected expected;
    private Sum whole;
    private Target priced;
    private Prices list;
    private Optional<Price> price;

    private Booking(Call call, PriceList prices) {
        this.call = call;
        this.prices = prices;
    }

    /** The booking of an exchange, begun where there is none. */
    static Booking of(Exchange exchange, PriceList prices) {
        Booking booking = exchange.getProperty(PROPERTY, Booking.class);
        if (booking == null) {
            booking = new Booking(Call.of(exchange), prices);
            exchange.setProperty(PROPERTY, booking);
            exchange.getExchangeExtension().addOnCompletion(booking);
        }
        return booking;
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
    void whenEnded(Consumer<Sum> settlement) {
        settlements.add(settlement);
    }

    @Override
    public void onDone(Exchange exchange) {
        end();
    }

    /** Ends it now, for those who cannot wait until all is sent; what comes after does nothing. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            Sum sum = sum();
            for (int i = settlements.size() - 1; i >= 0; i--) {
                settlements.get(i).accept(sum);
            }
        }
    }

    /** What is known; of a stream, so far. */
    Sum sum() {
        if (whole == null && call.outcome().stream() == null) {
            whole = calculated();
        }
        return whole == null ? calculated() : whole;
    }

    private Sum calculated() {
        Used own = used(call.attempt(), null);
        if (call.replaced().isEmpty() && call.overtaken().isEmpty()) {
            return new Sum(own, List.of());
        }
        List<Used> others = new ArrayList<>();
        addOthers(call, others);
        return new Sum(own, others);
    }

    private void addOthers(Call part, List<Used> others) {
        part.replaced().forEach(attempt -> add(used(attempt, Ending.REPLACED), others));
        for (Call fork : part.overtaken()) {
            addOthers(fork, others);
            add(used(fork.attempt(), Ending.OVERTAKEN), others);
        }
    }

    private static void add(Used used, List<Used> others) {
        if (used.observed.tokens().total() > 0) {
            others.add(used);
        }
    }

    /** What an attempt is known to have cost. */
    BigDecimal costOf(Attempt attempt) {
        BigDecimal cost = used(attempt, Ending.REPLACED).cost;
        return cost == null ? BigDecimal.ZERO : cost;
    }

    private Used used(Attempt attempt, Ending ending) {
        Target target = attempt == null ? null : attempt.target();
        Used used = used(target, Observed.of(attempt), ending);
        if (attempt != null) {
            for (Attempt part : attempt.parts()) {
                used = joined(used, used(target, Observed.of(part), ending));
            }
        }
        return used;
    }

    private static Used joined(Used one, Used other) {
        BigDecimal cost = one.cost == null || other.cost == null ? null : one.cost.add(other.cost);
        return new Used(
                one.target,
                one.observed.plus(other.observed),
                cost,
                cost == null ? null : other.priceVersion,
                one.ending);
    }

    private Used used(Target target, Observed observed, Ending ending) {
        Optional<Price> known = price(target);
        if (known.isPresent()) {
            return new Used(target, observed, known.get().cost(observed.tokens()), list.version(), ending);
        }
        BigDecimal reported = observed.reportedCost();
        return new Used(target, observed, reported, reported == null ? null : ReportedCost.VERSION, ending);
    }

    /** What a target costs by the list as it is now; empty where that is not known, or nobody is meant. */
    @SuppressWarnings("ReferenceEquality") // another object may be the same target: then it is looked up once more
    Optional<Price> price(Target target) {
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
