package dev.serai.cache;

import dev.serai.call.Requests;
import dev.serai.memory.Holding;
import dev.serai.resources.CacheReading;
import dev.serai.semantic.Nearest;
import dev.serai.semantic.Neighbours;
import dev.serai.semantic.SemanticSettings;
import dev.serai.wire.ApiRequest;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/**
 * Finds answers to prompts that mean nearly the same, where an alias has that switched on. It keeps prompts; answers are the
 * {@link AnswerCache}'s, and what is not there any more is not found here.
 */
public final class SemanticCache {

    /** As metrics and {@code /manage/cache} have it. */
    public static final String CATEGORY = "semantic_cache";

    private final Neighbours<CacheKey> neighbours;
    private final Nearest<CacheKey> nearest;
    private final SemanticSettings settings;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    SemanticCache(Neighbours<CacheKey> neighbours, Nearest<CacheKey> nearest, SemanticSettings settings) {
        this.neighbours = neighbours;
        this.nearest = nearest;
        this.settings = settings;
    }

    /**
     * Looks for one.
     *
     * @param question what is asked besides what the request says
     * @param key of the request itself
     * @param isThere whether there is an answer that may be given
     * @return null where there is none
     */
    Nearest.Found<CacheKey> find(
            Exchange exchange, CacheKey.Question question, CacheKey key, Predicate<CacheKey> isThere) {
        ApiRequest request = Requests.of(exchange);
        SemanticTerms terms = SemanticTerms.of(exchange, request.model());
        if (terms == null || terms.embeddings() == null || settings.memory().toBytes() == 0) {
            return null;
        }
        SemanticQuestion asked = SemanticQuestion.of(question, request, terms, settings.prompt());
        if (asked == null) {
            return null;
        }
        Nearest.Found<CacheKey> found =
                nearest.of(exchange, asked.place(), key, asked.text(), terms.embeddings(), terms.threshold(), isThere);
        (found == null ? misses : hits).increment();
        return found;
    }

    /** Forgets prompts, whatever the category of their answers; gives how many. */
    public long remove(CacheSelection selection) {
        long before = neighbours.size();
        neighbours.remove(selection::holdsPrompt);
        return Math.max(0, before - neighbours.size());
    }

    double hits() {
        return hits.sum();
    }

    double misses() {
        return misses.sum();
    }

    /** What it holds and did. */
    public CacheReading reading() {
        Holding holding = neighbours.holding();
        return new CacheReading(
                holding.entries(), holding.bytes(), holding.most(), hits.sum(), misses.sum(), 0, 0, nearest.underWay());
    }
}
