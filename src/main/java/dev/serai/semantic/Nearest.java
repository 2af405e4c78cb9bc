package dev.serai.semantic;

import dev.serai.time.Watchdog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/**
 * Looks for a prompt of the same gist that means nearly the same. Nobody is asked for an embedding where there is none of
 * that gist whose answer is there.
 *
 * @param <K> of keys of answers
 */
public final class Nearest<K> {

    /**
     * The one that is nearest.
     *
     * @param similarity from 0 to 1
     */
    public record Found<K>(K key, double similarity) {}

    private final Neighbours<K> neighbours;
    private final Embedder embedder;

    /** Looks among these. */
    public Nearest(Neighbours<K> neighbours, SemanticSettings settings, Watchdog watchdog) {
        this.neighbours = neighbours;
        this.embedder = new Embedder(watchdog, settings.patience());
    }

    /** How many embeddings are waited for. */
    public int underWay() {
        return embedder.underWay();
    }

    /**
     * The nearest one that is near enough; null if there is none. The prompt is one that others may be near to from now on.
     *
     * @param embeddings the alias that makes them
     * @param threshold how near it has to be, up to 1
     * @param isThere whether there is an answer for it
     */
    public Found<K> of(
            Exchange exchange,
            Place place,
            K key,
            String text,
            String embeddings,
            double threshold,
            Predicate<K> isThere) {
        List<Neighbour<K>> known = neighbours.visit(place, key, text);
        List<Neighbour<K>> others = known.stream()
                .filter(it -> !it.key().equals(key) && isThere.test(it.key()))
                .toList();
        for (Neighbour<K> other : others) {
            if (other.text().equals(text)) { // written otherwise, as escapes in JSON can be
                return new Found<>(other.key(), 1);
            }
        }
        if (others.isEmpty()) {
            return null;
        }
        Neighbour<K> own = known.stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElse(new Neighbour<>(place.owner(), key, text, null, 0));
        List<Neighbour<K>> all = new ArrayList<>(others);
        all.add(own);
        Map<K, Embedding> vectors = vectors(exchange, place, embeddings, all);
        return vectors == null ? null : nearest(vectors, key, threshold);
    }

    /** Those that are known, and those that are missing, made; null where they cannot be had. */
    private Map<K, Embedding> vectors(Exchange exchange, Place place, String embeddings, List<Neighbour<K>> all) {
        List<Neighbour<K>> missing =
                all.stream().filter(it -> it.embedding() == null).toList();
        Map<K, Embedding> vectors = new HashMap<>();
        all.stream().filter(it -> it.embedding() != null).forEach(it -> vectors.put(it.key(), it.embedding()));
        if (!missing.isEmpty()) {
            List<Embedding> made = embedder.embed(
                    exchange, embeddings, missing.stream().map(Neighbour::text).toList());
            if (made == null) {
                return null;
            }
            Map<K, Embedding> learnt = new HashMap<>();
            for (int i = 0; i < made.size(); i++) {
                learnt.put(missing.get(i).key(), made.get(i));
            }
            neighbours.learn(place, learnt);
            vectors.putAll(learnt);
        }
        return vectors;
    }

    private static <K> Found<K> nearest(Map<K, Embedding> vectors, K key, double threshold) {
        Embedding own = vectors.get(key);
        Found<K> nearest = null;
        for (Map.Entry<K, Embedding> other : vectors.entrySet()) {
            if (!other.getKey().equals(key) && own.isComparable(other.getValue())) {
                double similarity = own.similarity(other.getValue());
                if (similarity >= threshold && (nearest == null || similarity > nearest.similarity())) {
                    nearest = new Found<>(other.getKey(), similarity);
                }
            }
        }
        return nearest;
    }
}
