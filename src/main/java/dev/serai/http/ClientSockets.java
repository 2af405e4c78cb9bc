package dev.serai.http;

import dev.serai.time.Survival;
import java.io.IOException;
import java.nio.channels.SocketChannel;
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
 * Tomcat's sockets of clients. Their TLS handshakes have to be over as soon as the head of a request has to be there: Tomcat
 * itself gives up one that is silent, and waits for ever for one that sends a byte now and then. Where there is no memory
 * for a connection, that one is closed: Tomcat would end the thread on which all others depend.
 */
final class ClientSockets extends NioEndpoint {

    /** Since when those under way are; ended ones go with their sockets. */
    private final Map<SocketWrapperBase<NioChannel>, Long> began = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile long mostNanos = Long.MAX_VALUE;

    void haveToEndWithin(Duration most) {
        mostNanos = most.toNanos();
    }

    @Override
    protected SocketChannel serverSocketAccept() throws Exception {
        try {
            return super.serverSocketAccept();
        } catch (Error e) {
            throw new IOException(noted(e)); // as if there were no more open files: Tomcat waits a little
        }
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        try {
            return super.setSocketOptions(socket);
        } catch (Error e) {
            noted(e);
            return false; // who accepts it closes it
        }
    }

    /** Called whenever something has come. */
    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
        try {
            boolean late =
                    socket.getSocket() instanceof SecureNioChannel tls && !tls.isHandshakeComplete() && isLate(socket);
            return super.processSocket(socket, late ? SocketEvent.ERROR : event, dispatch);
        } catch (Error e) {
            noted(e);
            socket.close();
            return false;
        }
    }

    private static Error noted(Error error) {
        Survival.note("A connection", error);
        return error;
    }

    private boolean isLate(SocketWrapperBase<NioChannel> socket) {
        long now = System.nanoTime();
        Long first = began.putIfAbsent(socket, now);
        return first != null && now - first > mostNanos;
    }
}
