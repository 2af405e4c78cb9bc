package dev.serai.balancing;

import dev.serai.call.Call;
import dev.serai.call.Way;
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
        Object index = exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX);
        Object part = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX);
        if (index == null && part == null) {
            asking.accept(exchange);
            return;
        }
        Call whole = Call.of(exchange);
        String name = exchange.getProperty(ExchangePropertyKey.CORRELATION_ID) + "/" + index + "/" + part;
        if (whole.isOf(name)) { // a target of a balancer that asks apart already
            asking.accept(exchange);
            return;
        }
        Call branch = whole.fork(name);
        branch.attempts().next(Way.FIRST);
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
