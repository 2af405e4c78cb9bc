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
final class Race {

    private final Exchange exchange;
    private final Call call;
    private final Executor threads;
    private final Function<Member, Latencies> latencies;
    private final List<Contender> contenders = new CopyOnWriteArrayList<>(); // who leaves does so in another thread
    private final BlockingQueue<Contender> done = new LinkedBlockingQueue<>();

    /**
     * Gets ready.
     *
     * @param latencies where it is noted how long a member took
     */
    Race(Exchange exchange, Executor threads, Function<Member, Latencies> latencies) {
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
    Contender run(Member first, long patience, Supplier<Member> other) throws InterruptedException {
        call.tries().begins();
        try {
            start(first);
            Contender fastest = done.poll(patience, TimeUnit.NANOSECONDS);
            Member second = fastest == null && !call.outcome().over() ? other.get() : null;
            if (second != null) {
                start(second);
            }
            fastest = fastest == null ? done.take() : fastest;
            return decided(contenders.size() == 1 || fastest.answers() ? fastest : better(fastest, done.take()));
        } catch (InterruptedException | RuntimeException | Error e) { // no thread could be made, for example
            contenders.forEach(Contender::isOvertaken);
            throw e;
        } finally {
            call.tries().ends();
        }
    }

    private void start(Member member) {
        Contender contender = new Contender(member, exchange);
        contenders.add(contender);
        call.waiting().breaksOff(() -> contenders.forEach(Contender::abort));
        Runnable ask = () -> contender.run(done::add);
        try {
            threads.execute(ask);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            ask.run(); // no thread is left: as without hedging
        }
    }

    /** The first has failed, or is a stream whose model thinks. */
    private static Contender better(Contender first, Contender second) {
        boolean asGood = second.answers() || first.failed();
        return asGood && Verdict.wasAsked(second.exchange()) ? second : first;
    }

    private Contender decided(Contender best) {
        for (Contender contender : contenders) {
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
