package dev.serai.balancing;

import dev.serai.call.Call;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Asks a target, and another one beside it if the first takes long. The first content token wins. */
final class HedgedAttempts {

    private final Exchange exchange;
    private final Call call;
    private final Executor threads;
    private final Function<BalancedTarget, Latencies> latencies;
    private final List<HedgedAttempt> contenders = new CopyOnWriteArrayList<>(); // who leaves does so in another thread
    private final BlockingQueue<HedgedAttempt> done = new LinkedBlockingQueue<>();

    /**
     * Gets ready.
     *
     * @param latencies where it is noted how long a member took
     */
    HedgedAttempts(Exchange exchange, Executor threads, Function<BalancedTarget, Latencies> latencies) {
        this.exchange = exchange;
        this.latencies = latencies;
        this.call = Call.of(exchange);
        this.threads = threads;
    }

    /**
     * Runs until one answers, or all have failed; the call is the one's whose answer or error it is.
     *
     * @param patience nanoseconds after which the other one is asked
     * @param other who that is; null for nobody
     * @throws InterruptedException if the thread is to end; nobody is asked any more then
     */
    HedgedAttempt run(BalancedTarget first, long patience, Supplier<BalancedTarget> other) throws InterruptedException {
        call.tries().begins();
        try {
            start(first);
            HedgedAttempt fastest = done.poll(patience, TimeUnit.NANOSECONDS);
            BalancedTarget second = fastest == null && !call.outcome().over() ? other.get() : null;
            if (second != null) {
                start(second);
            }
            fastest = fastest == null ? done.take() : fastest;
            return decided(contenders.size() == 1 || fastest.answers() ? fastest : better(fastest, done.take()));
        } catch (InterruptedException | RuntimeException | Error e) { // no thread could be made, for example
            contenders.forEach(HedgedAttempt::isOvertaken);
            throw e;
        } finally {
            call.tries().ends();
        }
    }

    private void start(BalancedTarget member) {
        HedgedAttempt contender = new HedgedAttempt(member, exchange, !contenders.isEmpty());
        contenders.add(contender);
        call.waiting().breaksOff(() -> contenders.forEach(HedgedAttempt::abort));
        Runnable ask = () -> contender.run(done::add);
        try {
            threads.execute(ask);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            ask.run(); // no thread is left: as without hedging
        }
    }

    /** The first has failed, or is a stream whose model thinks. */
    private static HedgedAttempt better(HedgedAttempt first, HedgedAttempt second) {
        boolean asGood = second.answers() || first.failed();
        return asGood && Verdict.wasAsked(second.exchange()) ? second : first;
    }

    private HedgedAttempt decided(HedgedAttempt best) {
        for (HedgedAttempt contender : contenders) {
            if (contender != best && contender.failed()) {
                contender.counts();
            } else if (contender != best) {
                contender.isOvertaken();
                latencies.apply(contender.member()).took(contender.nanos());
            }
        }
        best.counts();
        if (!best.failed()) {
            latencies.apply(best.member()).took(best.nanos());
        }
        return best;
    }
}
