package dev.serai.semantic;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.access.Caller;
import dev.serai.call.Aside;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.time.HotCache;
import dev.serai.time.Survival;
import dev.serai.time.Watchdog;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has an alias make vectors of texts, within the time that it may take; where that fails it is left alone for a while. */
final class Embedder {

    private static final Logger LOG = LoggerFactory.getLogger(Embedder.class);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int MOST_RESTING = 1000;

    /** Of an answer's numbers, each has about so many bytes. */
    private static final int PER_NUMBER = 24;

    private final Watchdog watchdog;
    private final Duration patience;
    private final Cache<String, Boolean> resting =
            HotCache.builder().maximumSize(MOST_RESTING).expireAfterWrite(REST).build();
    private final AtomicInteger underWay = new AtomicInteger();

    Embedder(Watchdog watchdog, Duration patience) {
        this.watchdog = watchdog;
        this.patience = patience;
    }

    /** How many are waited for. */
    int underWay() {
        return underWay.get();
    }

    /** The vectors of texts, in their order; null where there are none, for whatever reason. */
    List<Embedding> embed(Exchange exchange, String alias, List<String> texts) {
        String who = Caller.of(exchange).tenant() + ' ' + alias; // a caller's limits are no other one's
        if (resting.getIfPresent(who) != null) {
            return null;
        }
        Aside aside = new Aside(exchange, alias);
        underWay.incrementAndGet();
        try {
            return watchdog.within(
                    patience,
                    aside::breakOff,
                    () -> aside.ask(
                            "embeddings",
                            memory -> Json.bytes(Map.of("model", alias, "input", texts)),
                            (answer, memory, by) -> read(answer, memory, by, texts.size())));
        } catch (IOException | RuntimeException | Error e) {
            Survival.saw(e);
            Call.of(exchange).requireClient();
            resting.put(who, true);
            LOG.warn(
                    "The embeddings of '{}' did not come: for {} s, answers are looked for by the very same request alone: {}",
                    alias,
                    REST.toSeconds(),
                    Reason.of(e));
            return null;
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static List<Embedding> read(byte[] answer, Memory memory, Target by, int texts) throws IOException {
        if (answer.length > (long) PER_NUMBER * Embedding.LONGEST * (texts + 1)) {
            throw new IOException("The answer has " + answer.length + " bytes");
        }
        return EmbeddingAnswer.read(answer, memory, by == null ? "" : by.toString(), texts);
    }
}
