package dev.serai.http;

import dev.serai.SeraiProperties.Clients;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1 with connections of our own, which wait for nobody for long. Tomcat makes it by its name. A stop cuts no
 * request bare: Tomcat would close kept connections over what comes on them, and answers whose last bytes are on their way.
 */
public final class PeekingHttp11 extends Http11NioProtocol {

    private static final long LAST_BYTES_MILLIS = 2000;
    private static final long LOOK_MILLIS = 10;

    /** Of each connection, as bytes and as characters: answers are written whole, or flushed event by event. */
    private static final int ANSWER_BUFFER = 1 << 12;

    /** Nobody reads what comes behind a body, and each connection has room for it. */
    private static final int MOST_TRAILERS = 1 << 10;

    /** Tomcat has twice as much for what is read of each connection. */
    private static final int READ_BUFFER = 1 << 12;

    private final ClientSockets sockets;
    private final LongAdder answering = new LongAdder();
    private volatile boolean answered;
    private Clients clients;
    private Uploads uploads;
    private Downloads downloads;
    private Places places;

    public PeekingHttp11() {
        this(new ClientSockets());
    }

    private PeekingHttp11(ClientSockets sockets) {
        super(sockets);
        this.sockets = sockets;
    }

    /** Sets for whom it waits how long; before it is started. */
    void waitsFor(Clients slow, Uploads bodies, Downloads answers, Places threads) {
        clients = slow;
        uploads = bodies;
        downloads = answers;
        places = threads;
        setMaxTrailerSize(MOST_TRAILERS);
        setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER));
        sockets.haveToEndWithin(slow.headTimeout());
        setConnectionTimeout((int) slow.headTimeout().toMillis());
        setDisableUploadTimeout(false);
        setConnectionUploadTimeout((int) slow.bodyTimeout().toMillis());
    }

    @Override
    public int getDesiredBufferSize() {
        return ANSWER_BUFFER;
    }

    void begins() {
        answering.increment();
    }

    /** The last byte of an answer is out, or it failed. */
    void ends() {
        answering.decrement();
    }

    /** New connections are not taken any more. */
    boolean isStopping() {
        return super.isPaused();
    }

    /** For the connections that there are: they are served until all is answered. */
    @Override
    public boolean isPaused() {
        return answered && super.isPaused();
    }

    /** Whoever waited for requests to end knows nothing of their last bytes. */
    @Override
    public void stop() throws Exception {
        for (long left = LAST_BYTES_MILLIS; left > 0 && answering.sum() > 0; left -= LOOK_MILLIS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        answered = true;
        super.stop();
    }

    @Override
    protected Processor createProcessor() {
        return new Connection(this, clients, uploads, downloads, places);
    }
}
