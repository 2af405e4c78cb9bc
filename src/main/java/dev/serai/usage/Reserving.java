package dev.serai.usage;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.limits.Subject;
import dev.serai.prices.PriceList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step that holds something of a caller's own for a request before it is used: as much as it is expected to take, until
 * it has ended and what it took is known.
 */
abstract class Reserving implements Processor {

    private final Expectations expectations;
    private final PriceList prices;

    Reserving(Expectations expectations, PriceList prices) {
        this.expectations = expectations;
        this.prices = prices;
    }

    @Override
    public final void process(Exchange exchange) {
        List<Subject> subjects = Caller.of(exchange).subjects();
        for (Subject subject : subjects) {
            if (concerns(subject)) {
                reserve(exchange, Call.of(exchange), subjects, Booking.of(exchange, prices));
                return;
            }
        }
    }

    /** Whether there is anything to be held for this one. */
    abstract boolean concerns(Subject subject);

    /** Holds it, and has it settled when the booking ends. */
    abstract void reserve(Exchange exchange, Call call, List<Subject> subjects, Booking booking);

    Expectations expectations() {
        return expectations;
    }

    PriceList prices() {
        return prices;
    }
}
