package dev.serai.cache;

import dev.serai.call.Call;
import dev.serai.call.Replayed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** A request whose answer may be given again, from the step that looks for one to the end of the answer. */
final class Asking {

    /** The variable that has it, for steps written in Java. */
    static final String VARIABLE = "cacheAsking";

    /** What routes see of it. */
    static final String STATUS = "cacheStatus";

    private static final long SECOND = 1_000_000_000L;

    private final CacheKey key;
    private final CachedAnswer.Form form;
    private final Decision decision;
    private final Standing standing;
    private CacheStatus status;
    private CachedAnswer outdated;
    private Flight flight;
    private long age = -1;
    private double similarity;

    /**
     * Begins one.
     *
     * @param standing as what its answer is kept
     */
    Asking(CacheKey key, CachedAnswer.Form form, Decision decision, Standing standing) {
        this.key = key;
        this.form = form;
        this.decision = decision;
        this.standing = standing;
    }

    /** Of a request that is neither looked for nor kept: the answer says so. */
    static void bypasses(Exchange exchange) {
        Call.of(exchange).hooks().beforeAnswer(answer -> answer.setHeader("x-serai-cache", CacheStatus.BYPASS.word()));
        exchange.setVariable(STATUS, CacheStatus.BYPASS.word());
    }

    static Asking of(Exchange exchange) {
        return exchange.getVariable(VARIABLE, Asking.class);
    }

    /** Has the answer say what became of it. */
    void begins(Exchange exchange) {
        exchange.setVariable(VARIABLE, this);
        Call.of(exchange).hooks().beforeAnswer(this::describe);
    }

    private void describe(Message answer) {
        if (status == null) { // its client left, or it failed, while an answer was looked for
            return;
        }
        answer.setHeader("x-serai-cache", status.word());
        if (age >= 0) {
            answer.setHeader("age", Long.toString(age / SECOND));
        }
        if (status == CacheStatus.SEMANTIC) {
            answer.setHeader("x-serai-cache-similarity", shown(similarity));
        }
        if (status == CacheStatus.STALE) {
            answer.setHeader("warning", "110 - \"Response is Stale\"");
        }
    }

    private static String shown(double similarity) {
        return new BigDecimal(similarity)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Notes how near the prompt is to that whose answer it gets. */
    void similarity(double found) {
        similarity = found;
    }

    /** Notes what becomes of it. */
    void is(CacheStatus known, Exchange exchange) {
        status = known;
        exchange.setVariable(STATUS, known.word());
    }

    /** Notes that it gets an answer that was given before, or is given to others. */
    void is(CacheStatus known, Exchange exchange, Replayed answer, long itsAge) {
        is(known, exchange);
        age = itsAge;
        Call.of(exchange).outcome().replays(answer);
    }

    /** Notes an answer that is out of date: better than none. */
    void outdated(CachedAnswer answer) {
        outdated = answer;
    }

    CachedAnswer outdated() {
        return outdated;
    }

    /** Has others wait for its answer. */
    void leads(Flight others) {
        flight = others;
    }

    Flight flight() {
        return flight;
    }

    CacheKey key() {
        return key;
    }

    CachedAnswer.Form form() {
        return form;
    }

    Decision decision() {
        return decision;
    }

    Standing standing() {
        return standing;
    }
}
