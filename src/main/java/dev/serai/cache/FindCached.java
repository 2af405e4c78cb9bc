package dev.serai.cache;

import dev.serai.access.Caller;
import dev.serai.access.Callers;
import dev.serai.access.Directory;
import dev.serai.call.Call;
import dev.serai.call.Reach;
import dev.serai.call.Requests;
import dev.serai.prices.PriceList;
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
record FindCached(
        AnswerCache cache,
        SemanticCache semantic,
        PriceList prices,
        Warming warming,
        Directory directory,
        Callers callers)
        implements Processor {

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
            return;
        }
        CacheKey.Question question = question(exchange);
        Asking asking =
                new Asking(CacheKey.of(question, request), form(request), decision, standing(question, decision));
        asking.begins(exchange);
        if (decision.wish().word() == Wish.Word.REFRESH) {
            leads(exchange, asking);
            cache.flights().beginsAlone(asking.key(), asking.flight());
            asks(exchange, asking, CacheStatus.REFRESH);
        } else if (!isGiven(exchange, asking, decision, cache.find(asking), false)
                && !isNear(exchange, question, asking, decision)
                && !isJoined(exchange, asking, decision)) {
            asks(exchange, asking, CacheStatus.MISS);
        }
    }

    private boolean isCacheable(ApiRequest request, Wish wish) {
        return cache.settings().memory().toBytes() > 0
                && OPERATIONS.contains(request.operation())
                && request.said().form() == null
                && !Exclusion.goesOn(request)
                && (wish.isOwn() || cache.settings().excludes().stream().noneMatch(it -> it.holds(request)));
    }

    private Standing standing(CacheKey.Question question, Decision decision) {
        return new Standing(
                cache.counts().known(decision.category()),
                decision.priority(cache.settings()),
                question.caller().tenant(),
                new Standing.MadeUnder(question.files(), prices.prices().version()));
    }

    @SuppressWarnings("unchecked") // as the steps leave them that read requests
    private CacheKey.Question question(Exchange exchange) {
        Map<String, String> hints = exchange.getVariable("hints", Map.class);
        List<String> fallbacks = exchange.getVariable("fallbacks", List.class);
        HttpRequestFacts client = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        Caller caller = Caller.of(exchange);
        return new CacheKey.Question(
                caller,
                callers.proof(caller),
                client == null ? new HttpRequestFacts("", -1) : client,
                hints == null ? Map.of() : hints,
                fallbacks == null ? List.of() : fallbacks,
                exchange.getContext().getRegistry().lookupByNameAndType(Reach.NAME, Reach.class),
                AliasVariables.of(exchange.getContext()).files());
    }

    private static CachedAnswer.Form form(ApiRequest request) {
        if (!request.stream()) {
            return CachedAnswer.Form.WHOLE;
        }
        return request.includeUsage() ? CachedAnswer.Form.STREAM_WITH_USAGE : CachedAnswer.Form.STREAM;
    }

    private boolean isGiven(Exchange exchange, Asking asking, Decision decision, CachedAnswer found, boolean joined) {
        if (found == null || !isStillShared(found, asking)) {
            return false;
        }
        long age = found.lifetime().age(cache.now());
        boolean fresh = decision.takes(age, found);
        if (fresh || decision.takesStale(age, found)) {
            CacheStatus status = fresh ? CacheStatus.HIT : CacheStatus.STALE;
            boolean given = gives(exchange, asking, found, status, joined);
            if (given && fresh) {
                warming.considers(exchange, asking, found, age);
            }
            return given;
        }
        asking.outdated(decision.takesOnError(age, found) ? found : null);
        return false;
    }

    /** Gives what another one was answered, who asked nearly the same, where the alias has that. */
    private boolean isNear(Exchange exchange, CacheKey.Question question, Asking asking, Decision decision) {
        Nearest.Found<CacheKey> near =
                semantic.find(exchange, question, asking.key(), key -> fresh(key, asking, decision) != null);
        CachedAnswer answer = near == null ? null : fresh(near.key(), asking, decision);
        if (answer == null) {
            return false;
        }
        asking.similarity(near.similarity());
        return gives(exchange, asking, answer, CacheStatus.SEMANTIC, false);
    }

    /** The answer of this key that is given as it is; null if there is none. */
    private CachedAnswer fresh(CacheKey key, Asking asking, Decision decision) {
        CachedAnswer found = cache.find(key, asking.standing());
        return found != null
                        && isStillShared(found, asking)
                        && decision.takes(found.lifetime().age(cache.now()), found)
                ? found
                : null;
    }

    /** Of projects that share answers, one may do so no longer. */
    private boolean isStillShared(CachedAnswer found, Asking asking) {
        String owner = found.standing().owner();
        return owner.equals(asking.standing().owner())
                || directory
                        .project(owner)
                        .filter(it -> asking.key()
                                .tenant()
                                .equals(it.project().rules().cache()))
                        .isPresent();
    }

    /**
     * Waits for who asks the same; who has waited in vain twice asks by itself. Who finds nobody looks once more, for all who
     * wait by then: what another one got may be kept by now, or be in a lower tier.
     */
    private boolean isJoined(Exchange exchange, Asking asking, Decision decision) {
        leads(exchange, asking);
        for (int i = 0; i < 2; i++) {
            Flight other = cache.flights().begins(asking.key(), asking.flight());
            if (other == null) {
                CachedAnswer found = cache.recall(asking);
                boolean given = isGiven(exchange, asking, decision, found, false);
                if (given) {
                    cache.ends(asking, found);
                }
                return given;
            }
            long since = cache.now();
            Flight.Landing landing = other.await(Call.of(exchange), asking.form());
            if (landing.followed() != null) {
                follows(exchange, asking, landing.followed());
                return true;
            }
            if (isGivenToo(exchange, asking, decision, landing.answer(), since)) {
                return true;
            }
        }
        cache.flights().beginsAlone(asking.key(), asking.flight());
        return false;
    }

    /** From here on it may be one whose answer others wait for, who are told its end whatever happens. */
    private void leads(Exchange exchange, Asking asking) {
        Call call = Call.of(exchange);
        asking.leads(new Flight(asking.form(), asking.standing(), call));
        call.end().then(() -> cache.lands(asking, null));
    }

    /** Of what was made while one waited, none is too old. */
    private boolean isGivenToo(Exchange exchange, Asking asking, Decision decision, CachedAnswer answer, long since) {
        return (answer != null && answer.lifetime().made() - since >= 0)
                ? gives(exchange, asking, answer, CacheStatus.HIT, true)
                : isGiven(exchange, asking, decision, answer, true);
    }

    private void follows(Exchange exchange, Asking asking, Followed followed) {
        Call.of(exchange).waiting().breaksOff(followed.stream()::abandon); // others may want the rest
        Replay.stream(exchange, followed.stream(), followed);
        asking.is(CacheStatus.HIT, exchange, followed, 0);
        cache.counts().count(asking.standing().category(), CacheStatus.HIT, true);
    }

    /** Gives an answer; false where it cannot be put in the form that is asked for. */
    private boolean gives(Exchange exchange, Asking asking, CachedAnswer answer, CacheStatus status, boolean joined) {
        if (!Replay.into(exchange, answer, asking.form(), asking.decision().pace(cache.settings()))) {
            return false;
        }
        answer.hits().increment();
        asking.is(status, exchange, answer, answer.lifetime().age(cache.now()));
        cache.counts().count(asking.standing().category(), status, joined);
        return true;
    }

    private void asks(Exchange exchange, Asking asking, CacheStatus status) {
        asking.is(status, exchange);
        cache.counts().count(asking.standing().category(), status, false);
    }
}
