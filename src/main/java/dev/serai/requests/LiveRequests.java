package dev.serai.requests;

import dev.serai.usage.EndedRequest;
import dev.serai.usage.RequestFilter;
import dev.serai.usage.RequestObserver;
import dev.serai.wire.ApiException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.context.SmartLifecycle;

/**
 * Requests of known callers as they end, for those who look on. Who is looked at waits for nobody: without a viewer nothing is
 * done, with some each keeps the last records that it asks for until it has shown them.
 */
public final class LiveRequests implements RequestObserver, SmartLifecycle {

    /** Each of them has a thread of the gateway's. */
    static final int MOST = 20;

    private final Set<LiveView> views = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST);
    private volatile boolean running;

    /**
     * Begins to look on.
     *
     * @throws ApiException 503 if as many do as may
     */
    public LiveView watch(RequestFilter filter) {
        if (!running || !places.tryAcquire()) {
            throw new ApiException(
                    503,
                    "server_error",
                    "too_many_viewers",
                    null,
                    MOST + " look on already: try again when one of them has left");
        }
        LiveView view = new LiveView(filter, this::left);
        views.add(view);
        if (!running) {
            view.close(); // it came while everything was told to end
        }
        return view;
    }

    private void left(LiveView view) {
        if (views.remove(view)) {
            places.release();
        }
    }

    @Override
    public void ended(EndedRequest request) {
        if (request.caller() != null) {
            for (LiveView view : views) {
                view.offer(request.record());
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the server waits for the requests under way: these would not end by themselves. */
    @Override
    public void stop() {
        running = false;
        views.forEach(LiveView::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
