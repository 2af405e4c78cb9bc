package dev.serai.events;

import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where it is told what happens, and to whom. To publish costs those who do nothing but a place in the queue of each
 * subscriber: none is waited for, and one that does not keep up loses what is new and has it counted.
 */
public final class Events implements Holder {

    private final MeterRegistry meters;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Nobody listens yet. */
    public Events(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Whether anybody listens to such events: a document that takes time to make need not be made otherwise. */
    public boolean wants(String type) {
        for (Subscription subscription : subscriptions) {
            if (subscription.listensTo(type)) {
                return true;
            }
        }
        return false;
    }

    /** Tells everyone who listens to its type. Never waits. */
    public void publish(Event event) {
        for (Subscription subscription : subscriptions) {
            if (subscription.listensTo(event.type())) {
                subscription.offer(event);
            }
        }
    }

    /**
     * Listens, from now on and until it is closed.
     *
     * @param name of who listens, for metrics: a route's id
     * @param mostBytes of what may wait
     */
    public Subscription subscribe(String name, Set<String> types, long mostBytes) {
        Subscription subscription =
                new Subscription(Set.copyOf(types), mostBytes, dropped(name), subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public List<Holding> holdings() {
        long waiting = 0;
        long bytes = 0;
        long most = 0;
        for (Subscription subscription : subscriptions) {
            waiting += subscription.waiting();
            bytes += subscription.bytes();
            most += subscription.most();
        }
        return List.of(Holding.boundedBytes("events", waiting, bytes, most));
    }

    /** Counts what one who listens has not got. */
    public Counter dropped(String name) {
        return Counter.builder("serai.events.dropped")
                .description("Events that an event route has not got, since it did not keep up")
                .tag("route", name)
                .register(meters);
    }
}
