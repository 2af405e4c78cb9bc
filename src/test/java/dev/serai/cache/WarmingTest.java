package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is much used is asked for again before it ends, where its project pays for that, and within what it pays. */
class WarmingTest extends CachingGateway {

    private static final int USES = 6;

    @Autowired
    private AnswerCache cache;

    @Autowired
    private Warming warming;

    private static Rules warmed(String share, String budget) {
        BigDecimal part = share == null ? null : new BigDecimal(share);
        Budget hard = budget == null ? null : new Budget(null, new Budget.Amounts(new BigDecimal(budget), null, null));
        return new Rules(null, null, null, null, hard, null, null, null, "on", part);
    }

    /** Makes what this project has old, without waiting for it. */
    private void ages(Issued caller, double partOfItsTime) {
        Map.Entry<CacheKey, CachedAnswer> entry = cache.entries()
                .filter(it -> it.getKey().tenant().equals(caller.token().project()))
                .findFirst()
                .orElseThrow();
        CachedAnswer it = entry.getValue();
        Lifetime lived = new Lifetime(
                it.lifetime().made() - (long) (it.fresh() * partOfItsTime),
                it.lifetime().fresh(),
                it.lifetime().longest(),
                it.lifetime().stale());
        cache.keep(
                entry.getKey(),
                new CachedAnswer(
                        it.form(),
                        it.said(),
                        it.chat(),
                        it.usage(),
                        it.textBytes(),
                        it.provider(),
                        it.model(),
                        lived,
                        it.standing(),
                        it.hits()));
    }

    private HttpResponse<String> asks(Issued caller, String path, String body, int times) throws Exception {
        HttpResponse<String> last = null;
        for (int i = 0; i < times; i++) {
            last = callAt(path, caller, body);
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, false", "/v1/chat/completions, true", "/v1/messages, false", "/v1/messages, true"
    })
    void muchUsed_isAskedForAgain_beforeItEnds(String path, boolean stream) throws Exception {
        Issued caller = token(warmed("0.5", "100"));
        String body = chat("cached", "warm " + path + stream, "\"max_tokens\":5,", stream ? "\"stream\":true," : "");
        String first = asks(caller, path, body, USES).body();
        assertThat(UPSTREAM.received()).hasSize(1);
        ages(caller, 0.9);
        HttpResponse<String> last = callAt(path, caller, body);
        assertThat(status(last)).isEqualTo("hit");
        assertThat(said(last)).isEqualTo(said(first));
        assertThat(await(warming::isIdle, it -> it)).isTrue();
        assertThat(UPSTREAM.received()).hasSize(2);
        HttpResponse<String> next = callAt(path, caller, body);
        assertThat(status(next)).isEqualTo("hit");
        assertThat(said(next)).isNotEqualTo(said(first));
        assertThat(await(() -> onRecord(caller), it -> it == USES + 3))
                .as("it is on record as any request")
                .isEqualTo(USES + 3);
    }

    private int onRecord(Issued caller) {
        return database.sql()
                .sql("select coalesce(sum(requests), 0) from usage_hour where token = :token")
                .param("token", caller.token().id())
                .query(Integer.class)
                .single();
    }

    private static String said(HttpResponse<String> answer) {
        return said(answer.body());
    }

    private static String said(String body) {
        return body.replaceAll("(?s).*?(answer \\d+).*", "$1");
    }

    @ParameterizedTest
    @CsvSource({", 100", "0.5, ", "0.0000001, 1"})
    void projectThatDoesNotPayForIt_isAskedForNothing(String share, String budget) throws Exception {
        Issued caller = token(warmed(share, budget));
        String body = chat("cached", "cold " + share + budget);
        asks(caller, CHAT, body, USES);
        ages(caller, 0.9);
        assertThat(status(call(caller, body))).isEqualTo("hit");
        assertThat(await(warming::isIdle, it -> it)).isTrue();
        assertThat(UPSTREAM.received()).hasSize(1);
        assertThat(call(caller, chat("cached", "other " + share + budget)).statusCode())
                .as("its own budget is untouched")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.75})
    void whatHasTimeYet_isLeftAlone(double age) throws Exception {
        Issued caller = token(warmed("0.5", "100"));
        String body = chat("cached", "early " + age);
        asks(caller, CHAT, body, USES);
        ages(caller, age);
        assertThat(status(call(caller, body))).isEqualTo("hit");
        assertThat(warming.isIdle()).isTrue();
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void whatFewUse_endsByItself() throws Exception {
        Issued caller = token(warmed("0.5", "100"));
        String body = chat("cached", "few");
        asks(caller, CHAT, body, 2);
        ages(caller, 0.9);
        assertThat(status(call(caller, body))).isEqualTo("hit");
        assertThat(warming.isIdle()).isTrue();
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void replacement_isWorthHalfOfWhatWasThere() throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "replaced");
        asks(caller, CHAT, body, 1 + 8);
        call(caller, body, "x-serai-cache", "refresh");
        long uses = cache.entries()
                .filter(it -> it.getKey().tenant().equals(caller.token().project()))
                .mapToLong(it -> it.getValue().hits().sum())
                .sum();
        assertThat(uses).isEqualTo(4);
    }
}
