package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.call.Call;
import dev.serai.prices.PriceList;
import dev.serai.wire.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class BookingTest {

    private final PriceList prices = new PriceList(Path.of("prices.yaml"), Duration.ZERO);
    private final List<String> done = new ArrayList<>();

    /** A budget that books a cost after the database has taken it in counts it twice, until a restart. */
    @Test
    void record_comesAfterBudgetsAreSettled() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setVariable(Call.VARIABLE, new Call("req_1", Memory.UNCOUNTED));
            Booking.of(exchange, prices).whenEnded(sum -> done.add("record"));
            Booking.of(exchange, prices).whenEnded(sum -> done.add("limits"));
            Booking.of(exchange, prices).whenEnded(sum -> done.add("budgets"));

            Booking.of(exchange, prices).end();
            Booking.of(exchange, prices).end();

            assertThat(done).containsExactly("budgets", "limits", "record");
        }
    }

    @Test
    void settlementThatThrows_keepsNobodyElseFromTheirs() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setVariable(Call.VARIABLE, new Call("req_1", Memory.UNCOUNTED));
            Booking booking = Booking.of(exchange, prices);
            booking.whenEnded(sum -> done.add("record"));
            booking.whenEnded(sum -> {
                throw new StackOverflowError("a test's");
            });
            booking.whenOver(() -> done.add("over"));

            booking.onDone(exchange);

            assertThat(done).containsExactly("record", "over");
        }
    }
}
