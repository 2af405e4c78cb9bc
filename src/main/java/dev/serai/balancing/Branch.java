package dev.serai.balancing;

import dev.serai.call.Call;
import dev.serai.call.Way;
import dev.serai.stream.AnswerStream;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * A branch of a {@code multicast}, {@code recipientList} or {@code split}: others may be asked at the same time, and so who is
 * asked in it, be it one target or those of a balancer, is asked by a call of its own.
 */
final class Branch {

    private final Call whole;
    private final Call call;
    private boolean over;
    private boolean overtaken;

    private Branch(Call whole, Call call) {
        this.whole = whole;
        this.call = call;
    }

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
        Branch branch = new Branch(whole, whole.fork(name));
        whole.hooks().beforeAllAtAnswer(answer -> branch.isOvertaken());
        branch.ask(asking, exchange);
    }

    private void ask(Consumer<Exchange> asking, Exchange exchange) {
        call.attempts().next(Way.FIRST);
        whole.waiting().breaksOffToo(call::abort);
        exchange.setVariable(Call.VARIABLE, call);
        try {
            asking.accept(exchange);
        } finally {
            boolean counts = counts();
            exchange.setVariable(Call.VARIABLE, whole);
            if (counts) {
                whole.end().takesOver(exchange); // a stream is read when the branch has ended
            } else if (exchange.getMessage().getBody() instanceof AnswerStream late) {
                late.abandon();
            }
        }
    }

    private synchronized boolean counts() {
        over = true;
        if (!overtaken) {
            whole.adopt(call);
        }
        return !overtaken;
    }

    /** The answer is there without it: a {@code multicast} with a time limit waits for nobody beyond that. */
    private synchronized void isOvertaken() {
        if (!over) {
            overtaken = true;
            whole.overtakes(call);
        }
    }
}
