package dev.serai.shedding;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request that waits for its turn: it gets that, or is refused, once. Both happen under the lock of {@link Slots}. */
final class WaitingRequest {

    private final String project;
    private final CountDownLatch over = new CountDownLatch(1);
    private Slot slot;
    private Overload refusal;

    WaitingRequest(String project) {
        this.project = project;
    }

    String project() {
        return project;
    }

    void admit(Slot admitted) {
        slot = admitted;
        over.countDown();
    }

    void refuse(Overload why) {
        refusal = why;
        over.countDown();
    }

    boolean waits() {
        return over.getCount() > 0;
    }

    /** Waits for either; false if there was neither in time. */
    boolean await(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * The turn of one who waits no more.
     *
     * @throws dev.serai.wire.ApiException why there is none
     */
    Slot slot() {
        if (refusal != null) {
            throw refusal.refusal();
        }
        return slot;
    }

    /** Gives back the turn that came too late to be of use, if one did. */
    void abandon() {
        if (slot != null) {
            slot.end();
        }
    }
}
