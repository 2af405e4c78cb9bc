package dev.serai.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends one side of a connection from any thread, and so the wait of the one that reads or writes it. */
final class HalfClose {

    private static final Logger LOG = LoggerFactory.getLogger(HalfClose.class);

    private HalfClose() {}

    @FunctionalInterface
    private interface Side {
        void end(SocketChannel channel) throws IOException;
    }

    /** What the client sends. */
    static void input(SocketWrapperBase<?> socket) {
        end(socket, SocketChannel::shutdownInput);
    }

    /** What it is sent. */
    static void output(SocketWrapperBase<?> socket) {
        end(socket, SocketChannel::shutdownOutput);
    }

    private static void end(SocketWrapperBase<?> socket, Side side) {
        if (socket != null && socket.getSocket() instanceof NioChannel channel) {
            try {
                side.end(channel.getIOChannel());
            } catch (IOException e) {
                LOG.debug("A client that is given up has left", e);
            }
        }
    }
}
