package dev.serai.http;

import dev.serai.time.Survival;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The end of a connection after an answer that came before all of its request, or that was cut. What is on its way is thrown
 * away until the client closes, for a short while: to close over unread bytes resets the connection, and a client whose
 * sending fails may not read the answer (RFC 9112, 9.6). No thread waits for the rest of a request.
 */
final class LingeringClose {

    private static final int MOST_BYTES = 8 << 20;
    private static final int PAUSE_MILLIS = 500;
    private static final int CUT_MILLIS = 100;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SocketWrapperBase<?> socket;
    private final long beganNanos = System.nanoTime();
    private long bytes;

    private LingeringClose(SocketWrapperBase<?> socket) {
        this.socket = socket;
    }

    /**
     * After an answer that was cut: nothing is said before the client has had time to read. Some clients forget what they
     * have not read yet when they see the end. This one waits, for Tomcat's poller looks for late connections but once a
     * second.
     */
    static SocketState afterCut(SocketWrapperBase<?> socket) {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        socket.setReadTimeout(CUT_MILLIS);
        long began = System.nanoTime();
        try {
            while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(CUT_MILLIS)
                    && socket.read(true, buffer.clear()) > 0) {
                // what it still sends goes nowhere
            }
        } catch (IOException e) {
            return SocketState.CLOSED; // it sent nothing, or is gone
        }
        return SocketState.CLOSED;
    }

    /** Tells the client that nothing more is sent, where that can be told apart from closing: under TLS it cannot. */
    static LingeringClose of(SocketWrapperBase<?> socket, ScheduledExecutorService clock) {
        socket.setReadTimeout(PAUSE_MILLIS);
        if (!(socket.getSocket() instanceof SecureNioChannel)) {
            HalfClose.output(socket); // where it is gone, the first read tells
        }
        LingeringClose close = new LingeringClose(socket);
        close.lookLater(clock);
        return close;
    }

    /**
     * Looks without being told. Where a read has waited in vain before, Tomcat takes what comes next for what ends that wait,
     * tells nobody, and watches the connection no more: it would stay for ever.
     */
    private void lookLater(ScheduledExecutorService clock) {
        var unused = clock.schedule(() -> look(clock), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(ScheduledExecutorService clock) {
        if (!socket.isClosed()) {
            Survival.of("The end of a connection", () -> socket.processSocket(SocketEvent.OPEN_READ, true));
            lookLater(clock);
        }
    }

    boolean isOn(SocketWrapperBase<?> other) {
        return socket == other;
    }

    /** Throws away what is there. */
    SocketState goOn() {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try {
            while (bytes < MOST_BYTES && System.nanoTime() - beganNanos < MOST_NANOS) {
                int n = socket.read(false, buffer.clear());
                if (n <= 0) {
                    return n < 0 ? SocketState.CLOSED : SocketState.LONG;
                }
                bytes += n;
            }
        } catch (IOException e) {
            return SocketState.CLOSED; // by the client
        }
        return SocketState.CLOSED;
    }
}
