package dev.serai.cache;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.Reach;
import dev.serai.call.Requests;
import dev.serai.semantic.Nearest;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code findCached}: looks for an answer that was given to the same request before, or is being given to it right
 * now. Sets the variable {@code cacheStatus} where anybody has answers kept; on {@code hit} and {@code stale} the body is the
 * answer.
 */
record FindCached(AnswerCache cache, SemanticCache semantic) implements Processor {

    /** Operations whose requests and answers are JSON. */
    private static final Set<String> OPERATIONS = Set.of("chat", "completions", "embeddings", "rerank", "moderations");

    @Override
    public void process(Exchange exchange) {
        ApiRequest request = Requests.of(exchange);
        Decision decision = Decision.of(exchange, request.model());
        if (!decision.asked()) {
            return;
        }
        if (!decision.on() || !isCacheable(request, decision.wish())) {
            Asking.bypasses(exchange);
            cache.count(CacheStatus.BYPASS, false);
            return;
        }
        Asking asking = new Asking(
                CacheKey.of(question(exchange), request),
                form(request),
                decision.keep(cache.settings()),
                decision.stale(cache.settings()));
        asking.begins(exchange);
        if (decision.wish().word() == Wish.Word.REFRESH) {
            asks(exchange, asking, CacheStatus.REFRESH);
        } else if (!isGiven(exchange, asking, decision)
                && !isNear(exchange, asking, decision)
                && !isJoined(exchange, asking, decision)) {
            asks(exchange, asking, CacheStatus.MISS);
        }
    }

    private boolean isCacheable(ApiRequest request, Wish wish) {
        return cache.settings().memory().toBytes() > 0
                && OPERATIONS.contains(request.operation())
                && request.said().form() == null
                && (wish.isOwn() || cache.settings().excludes().stream().noneMatch(it -> it.holds(request)));
    }

    @SuppressWarnings("unchecked") // as the steps leave them that read requests
    static CacheKey.Question question(Exchange exchange) {
        Map<String, String> hints = exchange.getVariable("hints", Map.class);
        List<String> fallbacks = exchange.getVariable("fallbacks", List.class);
        HttpRequestFacts client = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        return new CacheKey.Question(
                Caller.of(exchange),
                client == null ? new HttpRequestFacts("", -1) : client,
                hints == null ? Map.of() : hints,
                fallbacks == null ? List.of() : fallbacks,
                exchange.getContext().getRegistry().lookupByNameAndType(Reach.NAME, Reach.class));
    }

    private static CachedAnswer.Form form(ApiRequest request) {
        if (!request.stream()) {
            return CachedAnswer.Form.WHOLE;
        }
        return request.includeUsage() ? CachedAnswer.Form.STREAM_WITH_USAGE : CachedAnswer.Form.STREAM;
    }

    private boolean isGiven(Exchange exchange, Asking asking, Decision decision) {
        CachedAnswer found = cache.find(asking.key());
        if (found == null) {
            return false;
        }
        long age = found.times().age(cache.now());
        boolean fresh = decision.takes(age, found.times());
        if (fresh || decision.takesStale(age, found.times())) {
            CacheStatus status = fresh ? CacheStatus.HIT : CacheStatus.STALE;
            return gives(exchange, asking, found, status, false);
        }
        asking.outdated(decision.takesOnError(age, found.times()) ? found : null);
        return false;
    }

    /** Gives what another one was answered, who asked nearly the same, where the alias has that. */
    private boolean isNear(Exchange exchange, Asking asking, Decision decision) {
        Nearest.Found<CacheKey> near = semantic.find(exchange, asking.key(), key -> fresh(key, decision) != null);
        CachedAnswer answer = near == null ? null : fresh(near.key(), decision);
        if (answer == null) {
            return false;
        }
        asking.similarity(near.similarity());
        return gives(exchange, asking, answer, CacheStatus.SEMANTIC, false);
    }

    /** The answer of this key that is given as it is; null if there is none. */
    private CachedAnswer fresh(CacheKey key, Decision decision) {
        CachedAnswer found = cache.find(key);
        return found != null && decision.takes(found.times().age(cache.now()), found.times()) ? found : null;
    }

    /**
     * Waits for who asks the same; who has waited in vain twice asks by itself. Who finds nobody looks once more: what another
     * one got may be kept by now.
     */
    private boolean isJoined(Exchange exchange, Asking asking, Decision decision) {
        for (int i = 0; i < 2; i++) {
            Flight mine = new Flight(asking.form());
            Flight other = cache.flights().putIfAbsent(asking.key(), mine);
            if (other == null) {
                asking.leads(mine);
                Call.of(exchange).end().then(() -> cache.lands(asking, null)); // whatever happens
                boolean given = isGiven(exchange, asking, decision);
                if (given) {
                    cache.lands(asking, null);
                }
                return given;
            }
            Flight.Landing landing = other.await(Call.of(exchange), asking.form());
            if (landing.followed() != null) {
                follows(exchange, asking, landing.followed());
                return true;
            }
            if (landing.answer() != null && gives(exchange, asking, landing.answer(), CacheStatus.HIT, true)) {
                return true;
            }
        }
        return false;
    }

    private void follows(Exchange exchange, Asking asking, Followed followed) {
        Call.of(exchange).waiting().breaksOff(followed.stream()::abandon); // others may want the rest
        Replay.stream(exchange, followed.stream(), followed);
        asking.is(CacheStatus.HIT, exchange, followed, 0);
        cache.count(CacheStatus.HIT, true);
    }

    /** Gives an answer; false where it cannot be put in the form that is asked for. */
    private boolean gives(Exchange exchange, Asking asking, CachedAnswer answer, CacheStatus status, boolean joined) {
        if (!Replay.into(exchange, answer, asking.form())) {
            return false;
        }
        answer.hits().increment();
        asking.is(status, exchange, answer, answer.times().age(cache.now()));
        cache.count(status, joined);
        return true;
    }

    private void asks(Exchange exchange, Asking asking, CacheStatus status) {
        asking.is(status, exchange);
        cache.count(status, false);
    }
}
