package dev.serai.cache;

import dev.serai.access.CacheTerms;
import dev.serai.access.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Whether anybody has an answer kept: its caller by a header, its project and token by a rule, its alias or another route by
 * a variable. An {@code off} of rule or route is final, whatever callers ask for.
 *
 * @param asked whether anybody says anything of it
 * @param on whether answers are looked for, or at least kept
 */
record Decision(boolean asked, boolean on, Wish wish, CachePolicy route) {

    private static final Decision NONE = new Decision(false, false, Wish.NONE, CachePolicy.UNSAID);

    /** That of a request, with the model that it asks for by now. */
    static Decision of(Exchange exchange, String model) {
        Map<?, ?> hints = exchange.getVariable("hints", Map.class);
        Caller caller = Caller.of(exchange);
        String rule = caller == null ? null : CacheTerms.rule(caller);
        CachePolicy route =
                route(exchange, AliasVariables.of(exchange.getContext()).of(model));
        boolean hinted = hints != null && (hints.containsKey("cache") || hints.containsKey("cache-control"));
        if (!hinted && rule == null && route.on() == null) {
            return NONE;
        }
        return of(hinted ? wish(hints) : Wish.NONE, rule, route, caller != null);
    }

    /** What routes before the router say counts more; with {@link CacheVariables#CACHE}, in place of all that the alias says. */
    private static CachePolicy route(Exchange exchange, AliasVariables.Said alias) {
        Map<String, String> variables = null;
        for (String name : CacheVariables.ALL) {
            Object value = exchange.getVariable(name);
            if (value != null) {
                variables = variables == null ? new HashMap<>() : variables;
                variables.put(name, value.toString());
            }
        }
        if (variables == null) {
            return alias.policy();
        }
        if (!variables.containsKey(CacheVariables.CACHE)) {
            alias.constants().forEach(variables::putIfAbsent);
        }
        return CachePolicy.of(variables::get);
    }

    @SuppressWarnings("unchecked") // as the step that reads requests leaves them
    private static Wish wish(Map<?, ?> hints) {
        return Wish.of((Map<String, String>) hints);
    }

    private static Decision of(Wish wish, String rule, CachePolicy route, boolean known) {
        boolean offered = route.on() == null ? rule != null && !CacheTerms.OFF.equals(rule) : route.on();
        boolean refused = CacheTerms.OFF.equals(rule) || Boolean.FALSE.equals(route.on()) || !known;
        boolean wished = wish.word() == null ? offered : wish.word() != Wish.Word.OFF;
        boolean meant = offered || wish.word() == Wish.Word.ON;
        // no-cache is what browsers say by themselves: it refreshes what is kept, and keeps nothing that is not
        boolean on = !refused && wished && (meant || wish.isOwn());
        return new Decision(on || offered || wish.isOwn(), on, wish, route);
    }

    /** For how long an answer is kept, from a moment on. */
    Lifetime lifetime(CacheSettings settings, long now) {
        AnswerCategory category = settings.category(category());
        Duration keep = settings.keep(category, route.keep());
        Duration longest = settings.longest(category, route.longest());
        return new Lifetime(
                now,
                keep.toNanos(),
                longest.compareTo(keep) < 0 ? keep.toNanos() : longest.toNanos(),
                settings.within(route.stale()).toNanos());
    }

    /** What its answer is for. */
    String category() {
        return route.category() == null ? AnswerCategory.RESPONSES : route.category();
    }

    /** How much it is worth to be kept. */
    int priority(CacheSettings settings) {
        return route.priority() == null ? settings.category(category()).priority() : route.priority();
    }

    /** How many events of a stream are given a second; 0 for all at once. */
    int pace(CacheSettings settings) {
        return route.pace() == null ? settings.pace() : route.pace();
    }

    /** Whether an answer so old is given. */
    boolean takes(long age, CachedAnswer answer) {
        return age <= Math.min(answer.fresh(), nanos(wish.maxAge()));
    }

    /** Whether it is given though it is out of date. */
    boolean takesStale(long age, CachedAnswer answer) {
        return age <= nanos(wish.maxAge())
                && wish.maxStale() != null
                && !wish.maxStale().isZero()
                && age - answer.fresh() <= nanos(wish.maxStale());
    }

    /** Whether it is given where nobody can answer. */
    boolean takesOnError(long age, CachedAnswer answer) {
        Duration allowed = wish.staleIfError() == null ? route.stale() : wish.staleIfError();
        return !allowed.isZero() && age - answer.fresh() <= nanos(allowed);
    }

    private static long nanos(Duration time) {
        return time.compareTo(Wish.ANY) >= 0 ? Long.MAX_VALUE : time.toNanos();
    }
}
