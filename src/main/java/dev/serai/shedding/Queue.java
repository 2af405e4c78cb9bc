package dev.serai.shedding;

import dev.serai.access.Caller;
import dev.serai.upstream.Call;
import java.io.InterruptedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The step {@code queue}: waits until the request may be worked on, in the turn of its project, or of its caller where
 * there is no project. The place is free again when the answer begins: neither a stream nor a client that reads or writes
 * slowly has one, since those cost little memory and wait most of the time.
 */
final class Queue implements Processor {

    private final Turns turns;

    Queue(Turns turns) {
        this.turns = turns;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedIOException {
        Caller caller = Caller.of(exchange);
        Turn turn = take(caller.project() == null ? caller.id() : caller.project());
        // for a request that fails before it is answered
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                turn.end();
            }
        });
        Call.of(exchange).hooks().beforeAnswer(answer -> turn.end());
    }

    private Turn take(String project) throws InterruptedIOException {
        try {
            return turns.take(project);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for its turn");
        }
    }
}
