package dev.serai.cache;

import dev.serai.access.CacheTerms;
import dev.serai.access.Caller;
import java.time.Duration;
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
        Object variable = exchange.getVariable(AliasVariables.CACHE);
        Caller caller = Caller.of(exchange);
        String rule = caller == null ? null : CacheTerms.of(caller).rule();
        AliasVariables aliases = AliasVariables.of(exchange.getContext());
        CachePolicy route = variable == null
                ? aliases.policy(model)
                : CachePolicy.of(variable.toString(), exchange.getVariable(AliasVariables.STALE, String.class));
        boolean hinted = hints != null && (hints.containsKey("cache") || hints.containsKey("cache-control"));
        if (!hinted && rule == null && route.on() == null) {
            return NONE;
        }
        return of(hinted ? wish(hints) : Wish.NONE, rule, route, caller != null);
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

    /** For how long an answer is kept. */
    Duration keep(CacheSettings settings) {
        return settings.within(route.keep() == null ? settings.keep() : route.keep());
    }

    /** For how long after that it is given where nobody can answer. */
    Duration stale(CacheSettings settings) {
        return settings.within(route.stale());
    }

    /** Whether an answer so old is given. */
    boolean takes(long age, CachedAnswer.Times times) {
        return age <= Math.min(times.fresh(), nanos(wish.maxAge()));
    }

    /** Whether it is given though it is out of date. */
    boolean takesStale(long age, CachedAnswer.Times times) {
        return age <= nanos(wish.maxAge())
                && !wish.maxStale().isZero()
                && age - times.fresh() <= nanos(wish.maxStale());
    }

    /** Whether it is given where nobody can answer. */
    boolean takesOnError(long age, CachedAnswer.Times times) {
        Duration allowed = wish.staleIfError() == null ? route.stale() : wish.staleIfError();
        return !allowed.isZero() && age - times.fresh() <= nanos(allowed);
    }

    private static long nanos(Duration time) {
        return time.compareTo(Wish.ANY) >= 0 ? Long.MAX_VALUE : time.toNanos();
    }
}
