package dev.serai.balancing;

import dev.serai.call.Call;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * A branch of a {@code multicast}, {@code recipientList} or {@code split}: others may be asked at the same time, and so who is
 * asked in it, be it one target or those of a balancer, is asked by a call of its own.
 */
final class Branch {

    private Branch() {}

    /** Asks; in a branch, apart from the others. */
    static void ask(Exchange exchange, Consumer<Exchange> asking) {
        if (exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX) == null
                && exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) == null) {
            asking.accept(exchange);
            return;
        }
        Call whole = Call.of(exchange);
        Call branch = whole.fork();
        whole.waiting().breaksOffToo(branch::abort);
        exchange.setVariable(Call.VARIABLE, branch);
        try {
            asking.accept(exchange);
        } finally {
            whole.adopt(branch);
            exchange.setVariable(Call.VARIABLE, whole);
            whole.end().takesOver(exchange); // a stream is read when the branch has ended
        }
    }
}
