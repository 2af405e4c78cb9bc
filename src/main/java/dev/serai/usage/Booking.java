package dev.serai.usage;

import dev.serai.upstream.Call;
import dev.serai.upstream.Target;
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

    /**
     * What a request used and cost at one target.
     *
     * @param target null if nobody was asked
     * @param cost null where the price is not known
     * @param priceVersion of the price list that the cost is of; null where there is no cost
     * @param overtaken what was used at targets that were asked beside this one and not waited for
     */
    record Sum(Target target, Observed observed, BigDecimal cost, String priceVersion, List<Sum> overtaken) {

        /** What all of it cost; null where this target's price is not known. */
        BigDecimal total() {
            BigDecimal total = cost;
            for (Sum other : overtaken) {
                total = total == null || other.cost == null ? total : total.add(other.cost);
            }
            return total;
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
        List<Sum> overtaken = List.of();
        if (!call.overtaken().isEmpty()) {
            overtaken = call.overtaken().stream()
                    .map(fork -> sum(fork.target(), Observed.ofOvertaken(fork), List.of()))
                    .toList();
        }
        return sum(call.target(), Observed.of(call), overtaken);
    }

    private Sum sum(Target target, Observed observed, List<Sum> overtaken) {
        Optional<Price> known = price(target);
        return known.isEmpty()
                ? new Sum(target, observed, null, null, overtaken)
                : new Sum(target, observed, known.get().cost(observed.tokens()), list.version(), overtaken);
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
