package dev.serai.http;

import dev.serai.resilience.Watchdog;
import dev.serai.upstream.Call;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Who waits for the answer to a request. One that leaves is noticed at the watchdog's next look, whether it waits for a
 * stream or for a whole answer, and its call is aborted.
 */
final class Client implements Watchdog.Watched, AutoCloseable {

    private static final String ATTRIBUTE = Client.class.getName();

    private final Watchdog watchdog;
    private final org.apache.coyote.Request request;
    private final ReentrantLock connection = new ReentrantLock();
    private Call call;
    private boolean closed;

    private Client(Watchdog watchdog, org.apache.coyote.Request request) {
        this.watchdog = watchdog;
        this.request = request;
    }

    /** Gives each request its client. */
    static final class Introduction extends ValveBase {

        private final Watchdog watchdog;

        Introduction(Watchdog watchdog) {
            super(true);
            this.watchdog = watchdog;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setAttribute(ATTRIBUTE, new Client(watchdog, request.getCoyoteRequest()));
            getNext().invoke(request, response);
        }
    }

    static Client of(HttpServletRequest request) {
        return (Client) request.getAttribute(ATTRIBUTE);
    }

    /** Aborts the call when the client leaves, until this is closed. */
    Client watch(Call watched) {
        call = watched;
        watchdog.watch(this);
        return this;
    }

    /** To be held by who writes to the client while it is watched. */
    ReentrantLock connection() {
        return connection;
    }

    /** Until the request was read, its own thread uses the connection. */
    @Override
    public void check(long nowNanos) {
        if (call.asked() == null || call.aborted() || !connection.tryLock()) {
            return;
        }
        try {
            if (!closed && PeekingHttp11.clientLeft(request)) {
                call.abort();
            }
        } finally {
            connection.unlock();
        }
    }

    /** Leaves the connection to the caller alone. */
    @Override
    public void close() {
        watchdog.release(this);
        connection.lock();
        try {
            closed = true;
        } finally {
            connection.unlock();
        }
    }
}
