package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.call.Works;
import dev.serai.provider.Provider;
import dev.serai.time.Survival;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Reason;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What batches have written that are over, and say no usage: the gateway reads it itself, as their project could, so that what
 * was used is on record though nobody reads it. Each line is once, whoever reads it; what cannot be read now is when its batch is
 * seen again.
 */
final class UnreadOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadOutputs.class);
    private static final String ROUTE = "policy-batch-output";
    private static final String PATH = "batchOutput";
    private static final String HERE = "127.0.0.1";

    /** At a time: each is a stream, and nobody waits for it. */
    private static final int MOST = 8;

    private final Supplier<Works> works;
    private final Executor workers;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    UnreadOutputs(Supplier<Works> works, Executor workers) {
        this.works = works;
        this.workers = workers;
    }

    /** Begins to read one, unless there is too much of that, or somebody does already. */
    void read(Exchange seen, Provider provider, OwnedIds.Owned output) {
        String key = provider.name() + ' ' + output.id();
        if (underWay.size() >= MOST || !underWay.add(key)) {
            return;
        }
        Works.Work work = null;
        try {
            Works.Work begun = begin(seen, provider, output);
            work = begun;
            workers.execute(() -> Survival.of("The output of a batch", () -> work(key, begun)));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread is left
            unbegun(key, work);
        } catch (RuntimeException | Error e) {
            unbegun(key, work);
            throw e;
        }
    }

    private void unbegun(String key, Works.Work work) {
        if (work != null) {
            work.close();
        }
        underWay.remove(key);
    }

    private Works.Work begin(Exchange seen, Provider provider, OwnedIds.Owned output) {
        String[] path = provider.parameter("passOutputPath")
                .replace("{id}", output.id())
                .split("[?]", 2);
        HttpRequestFacts facts = new HttpRequestFacts(HERE, -1, path.length == 2 ? path[1] : null, Map.of(), () -> "");
        return works.get()
                .begin(
                        seen,
                        ROUTE,
                        () -> new byte[0],
                        0,
                        Map.of(
                                PATH,
                                PassRequest.ROOT + path[0],
                                HttpRequestFacts.VARIABLE,
                                facts,
                                Caller.VARIABLE,
                                Caller.of(seen)));
    }

    private void work(String key, Works.Work work) {
        try (work) {
            work.run();
        } catch (Exception e) {
            LOG.warn("What a batch has used is not known yet, since its output cannot be read: {}", Reason.of(e));
        } finally {
            underWay.remove(key);
        }
    }
}
