package dev.serai.http;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's sockets, whose TLS handshakes have to be over as soon as the head of a request has to be there. Tomcat itself
 * gives up one that is silent, and waits for ever for one that sends a byte now and then.
 */
final class Handshakes extends NioEndpoint {

    /** Since when those under way are; ended ones go with their sockets. */
    private final Map<SocketWrapperBase<NioChannel>, Long> began = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile long mostNanos = Long.MAX_VALUE;

    void haveToEndWithin(Duration most) {
        mostNanos = most.toNanos();
    }

    /** Called whenever something has come. */
    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
        boolean late =
                socket.getSocket() instanceof SecureNioChannel tls && !tls.isHandshakeComplete() && isLate(socket);
        return super.processSocket(socket, late ? SocketEvent.ERROR : event, dispatch);
    }

    private boolean isLate(SocketWrapperBase<NioChannel> socket) {
        long now = System.nanoTime();
        Long first = began.putIfAbsent(socket, now);
        return first != null && now - first > mostNanos;
    }
}
