package dev.serai.balancing;

import dev.serai.call.Call;
import dev.serai.call.Way;
import dev.serai.stream.AnswerStream;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;

/**
 * One of several targets that are asked at a time, by a thread of its own. Its exchange is a copy with a call and a unit of
 * work of its own, so that it can be broken off without the others.
 */
final class HedgedAttempt {

    private final Exchange whole;
    private final Exchange exchange;
    private final Call call;
    private final UnitOfWork work;
    private final BalancedTarget member;
    private final long began = System.nanoTime();
    private boolean finished;
    private boolean overtaken;

    /**
     * Gets ready.
     *
     * @param whole ends when the answer is sent
     * @param beside whether it is asked beside another one
     */
    HedgedAttempt(BalancedTarget member, Exchange whole, boolean beside) {
        this.member = member;
        this.whole = whole;
        this.call = Call.of(whole).fork();
        if (beside) {
            call.attempts().next(Way.HEDGE);
        }
        this.exchange = ExchangeHelper.createCopy(whole, false);
        exchange.setException(null);
        exchange.setVariable(Call.VARIABLE, call);
        call.endsWith(exchange);
        work = PluginHelper.getUnitOfWorkFactory(exchange.getContext()).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(work);
    }

    /** Asks, and says when the answer has begun or failed. */
    void run(Consumer<HedgedAttempt> done) {
        try {
            member.ask(exchange);
            synchronized (this) {
                finished = true;
                if (overtaken) {
                    drop();
                }
            }
        } finally {
            done.accept(this); // who waits for it must not wait for ever
        }
    }

    BalancedTarget member() {
        return member;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Whether there is no answer, and will be none. */
    synchronized boolean failed() {
        return finished && exchange.getException() != null;
    }

    /** Whether there is an answer, of a stream its first content token. */
    boolean answers() {
        return exchange.getException() == null
                && (!(exchange.getMessage().getBody() instanceof AnswerStream stream) || stream.hasContent());
    }

    /** How long it took until its answer began, or takes so far. */
    long nanos() {
        AnswerStream stream = call.outcome().stream();
        long spoke = stream == null ? 0 : stream.firstContentNanos();
        return (spoke == 0 ? System.nanoTime() : spoke) - began;
    }

    /** Breaks it off, from any thread. */
    void abort() {
        call.abort();
    }

    /** Its answer or error is the one that counts for now: the whole exchange goes on with it. */
    void counts() {
        Call.of(whole).adopt(call);
        exchange.setVariable(Call.VARIABLE, Call.of(whole));
        work.handoverSynchronization(whole);
        work.done(exchange);
    }

    /** Another one was faster. */
    void isOvertaken() {
        Call.of(whole).overtakes(call);
        synchronized (this) {
            overtaken = true;
            if (finished) {
                drop();
            }
        }
    }

    private void drop() {
        if (exchange.getMessage().getBody() instanceof AnswerStream stream) {
            stream.abandon();
        }
        work.done(exchange);
    }
}
