package dev.serai.answers;

import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answers that are worked on in the background here: no more at a time than there is room for, and of one owner. */
final class Backlog {

    private static final int MOST = 1000;
    private static final int MOST_OF_ONE = 100;

    /** Of the requests that they answer. */
    private static final long MOST_BYTES = 256 << 20;

    private static final long MOST_BYTES_OF_ONE = 64 << 20;

    private record Job(Call call, long bytes) {}

    private final Map<KeptAnswer.Key, Job> jobs = new HashMap<>();
    private boolean closed;

    /**
     * Takes one on.
     *
     * @param bytes of its request
     * @throws ApiException 429 if there is no room; 503 where the gateway stops
     */
    synchronized void add(KeptAnswer.Key key, Call call, long bytes) {
        if (closed) {
            throw new ApiException(503, "server_error", "shutting_down", null, "The gateway is shutting down")
                    .header("retry-after", "1");
        }
        int own = 0;
        long ownBytes = bytes;
        long allBytes = bytes;
        for (Map.Entry<KeptAnswer.Key, Job> job : jobs.entrySet()) {
            allBytes += job.getValue().bytes;
            if (job.getKey().owner().equals(key.owner())) {
                own++;
                ownBytes += job.getValue().bytes;
            }
        }
        if (own >= MOST_OF_ONE
                || jobs.size() >= MOST
                || (own > 0 && ownBytes > MOST_BYTES_OF_ONE)
                || (!jobs.isEmpty() && allBytes > MOST_BYTES)) {
            throw overloaded();
        }
        jobs.put(key, new Job(call, bytes));
    }

    /** There is no room. */
    static ApiException overloaded() {
        return new ApiException(
                        429, "overloaded_error", "overloaded", null, "Too many responses are made in the background")
                .header("retry-after", "1");
    }

    /** It is done. */
    synchronized void remove(KeptAnswer.Key key) {
        jobs.remove(key);
    }

    /** Ends the work on one, if it is done here. */
    void abort(KeptAnswer.Key key) {
        Job job;
        synchronized (this) {
            job = jobs.get(key);
        }
        if (job != null) {
            job.call.abort();
        }
    }

    /** Takes no more on, and gives what is under way. */
    synchronized List<KeptAnswer.Key> close() {
        closed = true;
        return List.copyOf(jobs.keySet());
    }
}
