package dev.serai.http;

import dev.serai.SeraiProperties.Clients;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ErrorState;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection: what Tomcat does with it, and what is ours to decide of it. */
final class Connection extends Http11Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Tomcat's own notes have lower numbers. */
    private static final int NOTE = 20;

    private static final int BRIEFLY_MILLIS = 20;

    private final PeekingHttp11 protocol;
    private final long writeMillis;
    private final Head head;
    private final InputBuffer unpaced;
    private final RequestBody body;
    private final Downloads downloads;
    private LingeringClose end;
    private boolean settled;
    private boolean last;
    private boolean cut;

    Connection(PeekingHttp11 protocol, Clients clients, Uploads uploads, Downloads downloads, Places places) {
        super(protocol, new RequestAdapter(protocol.getAdapter()));
        ((RequestAdapter) adapter).of(this);
        this.protocol = protocol;
        this.downloads = downloads;
        writeMillis = clients.writeTimeout().toMillis();
        head = new Head(clients.headTimeout());
        unpaced = request.getInputBuffer();
        body = new RequestBody(this, unpaced, clients, uploads, places);
        request.setInputBuffer(body);
        request.setNote(NOTE, this);
    }

    /** The connection of a request; null if it came by another protocol. */
    static Connection of(Request request) {
        return request.getNote(NOTE) instanceof Connection connection ? connection : null;
    }

    /** Tomcat calls this whenever something has come. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        if (end != null && end.isOn(socket)) {
            return end.goOn();
        }
        end = null;
        cut = false;
        socket.setWriteTimeout(writeMillis);
        SocketState state = serve(socket);
        if (state == SocketState.LONG && !isAsync()) {
            return head.isLate(socket) ? SocketState.CLOSED : state;
        }
        head.isThere();
        if (state != SocketState.CLOSED) {
            return state;
        }
        if (cut) {
            return LingeringClose.afterCut(socket);
        }
        if (getErrorState() == ErrorState.CLOSE_CLEAN) {
            end = LingeringClose.of(socket, protocol.getUtilityExecutor());
            return end.goOn();
        }
        return state;
    }

    /** An error that nobody else has caught ends this connection and no thread: Tomcat would leave it open for ever. */
    private SocketState serve(SocketWrapperBase<?> socket) throws IOException {
        try {
            return super.service(socket);
        } catch (Error e) {
            LOG.error("A connection failed", e);
            return SocketState.CLOSED;
        }
    }

    void begins() {
        protocol.begins();
        settled = false;
        last = false;
        body.next();
        downloads.begin(this);
    }

    /** The answer is out, or failed. */
    void ends() {
        body.ends();
        downloads.end(this);
        protocol.ends();
        if (last || protocol.isStopping()) {
            setErrorState(ErrorState.CLOSE_CLEAN, null);
        }
    }

    /** Has the request's body read and waited for. */
    void readsBody() {
        body.read();
    }

    boolean bodyWasRead() {
        return isRequestBodyFullyRead();
    }

    /** Whether another request may follow the one that was answered: what is left of it is there already, and little. */
    boolean mayBeKept() {
        if (!settled) {
            settled = true;
            last = protocol.isStopping() || (!bodyWasRead() && !throwAway(protocol.getMaxSwallowSize()));
        }
        return !last;
    }

    private boolean throwAway(long most) {
        if (request.hasExpectation() || request.getContentLengthLong() > most) {
            return false;
        }
        getSocketWrapper().setReadTimeout(BRIEFLY_MILLIS); // a chunk's head may be there by half
        Nowhere nowhere = new Nowhere();
        try {
            int n = 0;
            for (long bytes = 0; n >= 0 && bytes <= most && available(true) > 0; bytes += n) {
                n = unpaced.doRead(nowhere);
            }
        } catch (IOException e) {
            return false;
        }
        return bodyWasRead();
    }

    /** Has nothing more of the request's body waited for, from any thread. */
    void endBody() {
        body.stop();
    }

    /** Ends the wait for more of the request, from any thread. */
    void endInput() {
        HalfClose.input(getSocketWrapper());
    }

    /** Where the client is. */
    SocketWrapperBase<?> socket() {
        return getSocketWrapper();
    }

    /** How much of the answer the client's system has taken. */
    long taken() {
        return response.getBytesWritten(false);
    }

    /** Ends an answer that is not whole after what was flushed of it: without the end by which clients know a whole one. */
    void cut() {
        cut = true;
        action(ActionCode.CLOSE_NOW, null);
    }

    /**
     * Whether the client has closed its connection, or its sending side, which is the same to us as to most servers. One
     * that has sent a next request already is taken to be there. Never blocks; no other thread may use the connection
     * meanwhile.
     */
    boolean clientLeft() {
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
