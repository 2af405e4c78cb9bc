package dev.serai.delivery;

import dev.serai.events.Event;
import dev.serai.events.Subscription;

/** Events as they happen, each told once at most: what waits is in memory. */
final class QueueFeed implements Feed {

    private final Subscription subscription;
    private Event next;

    QueueFeed(Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public Event next() {
        if (next == null) {
            next = subscription.next();
        }
        return next;
    }

    @Override
    public void done() {
        next = null;
    }

    @Override
    public boolean insists() {
        return false;
    }

    @Override
    public void rest() {
        // nothing is kept
    }

    @Override
    public long waiting() {
        return subscription.waiting();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
