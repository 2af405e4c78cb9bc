package dev.serai.shedding;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import java.io.InterruptedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The step {@code queue}: waits until the request may be worked on, in the turn of its project, or of its caller where
 * there is no project. The place is free again when the answer begins: neither a stream nor a client that reads or writes
 * slowly has one, since those cost little memory and wait most of the time.
 */
final class Queueing implements Processor {

    private final Slots slots;

    Queueing(Slots slots) {
        this.slots = slots;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedIOException {
        Caller caller = Caller.of(exchange);
        long came = System.nanoTime();
        Slot slot = take(caller.project() == null ? caller.id() : caller.project());
        Call.of(exchange).waiting().queued(System.nanoTime() - came);
        // for a request that fails before it is answered
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                slot.end();
            }
        });
        Call.of(exchange).hooks().beforeAnswer(answer -> slot.end());
    }

    private Slot take(String project) throws InterruptedIOException {
        try {
            return slots.take(project);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for its turn");
        }
    }
}
