package dev.serai.http;

import dev.serai.SeraiProperties.Clients;
import dev.serai.call.Call;
import dev.serai.time.Watchdog;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Who waits for the answer to a request. One that leaves is noticed at the watchdog's next look, whether it waits for a
 * stream or for a whole answer, and its call is aborted.
 */
public final class Client implements Watchdog.Watched, AutoCloseable {

    private static final String ATTRIBUTE = Client.class.getName();

    private final Watchdog watchdog;
    private final Clients slow;
    private final org.apache.coyote.Request request;
    private final ReentrantLock connection = new ReentrantLock();
    private Call call;
    private boolean closed;

    private Client(Watchdog watchdog, Clients slow, org.apache.coyote.Request request) {
        this.watchdog = watchdog;
        this.slow = slow;
        this.request = request;
    }

    /** Gives each request its client. */
    static final class Introduction extends ValveBase {

        private final Watchdog watchdog;
        private final Clients slow;

        Introduction(Watchdog watchdog, Clients slow) {
            super(true);
            this.watchdog = watchdog;
            this.slow = slow;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setAttribute(ATTRIBUTE, new Client(watchdog, slow, request.getCoyoteRequest()));
            getNext().invoke(request, response);
        }
    }

    static Client of(HttpServletRequest request) {
        return (Client) request.getAttribute(ATTRIBUTE);
    }

    /** Has a request's body read, which is empty otherwise: who sends it may do so. */
    public static void readBody(HttpServletRequest request) {
        Client client = of(request);
        Connection its = client == null ? null : Connection.of(client.request);
        if (its != null) {
            its.readsBody();
        }
    }

    /** Whether another request may follow on its connection, as far as this one's body decides that. */
    boolean mayBeKept() {
        Connection its = Connection.of(request);
        if (its == null) {
            return true;
        }
        connection.lock();
        try {
            return its.mayBeKept();
        } finally {
            connection.unlock();
        }
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
        if (call.asked() == null || call.waiting().receives() || call.outcome().aborted() || !connection.tryLock()) {
            return;
        }
        try {
            Connection its = Connection.of(request);
            if (!closed && its != null && its.clientLeft()) {
                call.abort();
            }
        } finally {
            connection.unlock();
        }
    }

    /** Writes its answer, at its pace. */
    OutputStream delivery(OutputStream answer) {
        return new Delivery(answer, this, new Pace(slow.writeTimeout(), slow));
    }

    /** Ends an answer that is not whole, so that the client knows; what was flushed of it arrives. */
    void cut() {
        Connection its = Connection.of(request);
        if (its != null) {
            its.cut();
        }
    }

    /** Waits no longer for the rest of a request; from any thread. Once it was read, there is nothing to wait for. */
    void endBody(Call its) {
        Connection from = Connection.of(request);
        if (from != null && (its.asked() == null || its.waiting().receives())) {
            from.endBody();
        }
    }

    /** Gives the client up. */
    void drop() {
        request.action(ActionCode.CLOSE_NOW, null);
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
