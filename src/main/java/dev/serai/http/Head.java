package dev.serai.http;

import java.time.Duration;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** How long the head of a connection's request has been on its way: to send a byte now and then does not keep it. */
final class Head {

    private final long mostNanos;
    private SocketWrapperBase<?> socket;
    private long beganNanos;

    Head(Duration most) {
        this.mostNanos = most.toNanos();
    }

    /** Whether a head that is still not there has taken too long. */
    boolean isLate(SocketWrapperBase<?> of) {
        if (socket != of) {
            socket = of;
            beganNanos = System.nanoTime();
        }
        return System.nanoTime() - beganNanos > mostNanos;
    }

    /** It is there. */
    void isThere() {
        socket = null;
    }
}
