package dev.serai.balancing;

import dev.serai.resilience.Survival;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** One request to a member: what it comes to is told to the member's load and breaker, once. */
final class Asking {

    private final Load load;
    private final boolean limitsCount;
    private final long began = System.nanoTime();
    private final Load.Turn turn;
    private long ended;

    /**
     * Begins; the breaker has given its permission.
     *
     * @param limitsCount whether limits that it reaches are those of everyone
     */
    Asking(Load load, boolean limitsCount) {
        this.load = load;
        this.limitsCount = limitsCount;
        this.turn = load.begin();
    }

    /** Asks; the answer or the error is in the exchange. */
    void run(AsyncProcessor target, Exchange exchange) {
        try {
            target.process(exchange);
        } catch (Throwable e) { // whatever it is: others wait for the end of this
            Survival.saw(e);
            exchange.setException(e);
        } finally {
            ended = System.nanoTime();
        }
    }

    /**
     * Tells what became of it.
     *
     * @param whole ends when the answer is sent
     */
    void tell(Exchange exchange, Exchange whole) {
        Verdict.tell(load, turn, exchange, whole, limitsCount);
        Verdict.tell(load.breaker(), ended - began, exchange);
    }

    /** Another one was faster: it would have taken this long at least. */
    void overtaken() {
        turn.firstToken();
        turn.ended();
        load.breaker().releasePermission();
    }
}
