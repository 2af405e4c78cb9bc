package dev.serai.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, of whose requests one can ask whether the client is still there. The operating system knows, but
 * tells only those who read: what is read for that, through TLS where there is some, is given back to Tomcat's buffer,
 * where the connection's next request is looked for.
 */
public final class PeekingHttp11 extends Http11NioProtocol {

    /** Tomcat's own notes have lower numbers. */
    private static final int CONNECTION = 20;

    @Override
    protected Processor createProcessor() {
        return new Connection(this);
    }

    /**
     * Whether the client has closed its connection, or its sending side, which is the same to us as to most servers. One
     * that has sent a next request already is taken to be there, and so is any that came by another protocol.
     *
     * <p>Never blocks. No other thread may use the connection meanwhile.
     */
    static boolean clientLeft(Request request) {
        return request.getNote(CONNECTION) instanceof Connection connection && connection.isClosed();
    }

    private static final class Connection extends Http11Processor {

        Connection(PeekingHttp11 protocol) {
            super(protocol, protocol.getAdapter());
            request.setNote(CONNECTION, this);
        }

        boolean isClosed() {
            SocketWrapperBase<?> socket = getSocketWrapper();
            ByteBuffer one = ByteBuffer.allocate(1);
            try {
                int n = socket.read(false, one);
                if (n > 0) {
                    socket.unRead(one.flip());
                }
                return n < 0;
            } catch (IOException closed) {
                return true;
            }
        }
    }
}
