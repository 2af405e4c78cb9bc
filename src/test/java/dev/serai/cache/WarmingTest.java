package dev.serai.cache;

import static dev.serai.support.GivenRules.rules;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import dev.serai.access.CacheTerms;
import dev.serai.access.Caller;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.call.Works;
import dev.serai.limits.Budget;
import dev.serai.wire.ApiException;
import dev.serai.wire.Memory;
import dev.serai.wire.RequestScanner;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.MockedStatic;
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
        return rules().budget(hard).cache("on").cacheWarming(part).build();
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

    private static void considered(Warming warming, int times) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(Call.VARIABLE, new Call("req", Memory.UNCOUNTED));
        Requests.set(exchange, RequestScanner.scan("chat", chat("cached", "hi").getBytes(UTF_8)));
        Asking asking = new Asking(new CacheKey("a", "cached", "chat", "d"), CachedAnswer.Form.WHOLE, null, null);
        CachedAnswer answer = mock(CachedAnswer.class);
        LongAdder hits = new LongAdder();
        hits.add(USES);
        when(answer.hits()).thenReturn(hits);
        try (MockedStatic<CacheTerms> terms = mockStatic(CacheTerms.class)) {
            terms.when(() -> CacheTerms.warming(any())).thenReturn(Caller.gateway());
            for (int i = 0; i < times; i++) {
                warming.considers(exchange, asking, answer, 1);
            }
        }
        assertThat(warming.isIdle()).isTrue();
    }

    /** Who asks gets what is kept, whatever becomes of asking again. */
    @Test
    void errorInAskingAgain_isNotTheirsWhoAskNow() {
        considered(
                new Warming(
                        () -> {
                            throw new StackOverflowError("a test's");
                        },
                        Runnable::run,
                        1),
                1);
    }

    @Test
    void whatCannotBeHadNow_isNotAskedForWithEachLookUp() {
        AtomicInteger asked = new AtomicInteger();
        Works failing = (from, route, body, bytes, variables) -> {
            asked.incrementAndGet();
            throw new ApiException(503, "server_error", "down", null, "Down");
        };
        considered(new Warming(() -> failing, Runnable::run, 1), 50);
        assertThat(asked).hasValue(1);
    }
}
