package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.call.Call;
import dev.serai.wire.Memory;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What an answer says of the cache. */
class AskingTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Call call = new Call("req", Memory.UNCOUNTED);

    private Asking begun() {
        exchange.setVariable(Call.VARIABLE, call);
        Asking asking =
                new Asking(MemoryTierTest.key("a"), CachedAnswer.Form.WHOLE, null, MemoryTierTest.standing("faq", 3));
        asking.begins(exchange);
        return asking;
    }

    @Test
    void known_isSaid() {
        begun().is(CacheStatus.MISS, exchange);
        call.answers(exchange.getMessage());
        assertThat(exchange.getMessage().getHeader("x-serai-cache")).isEqualTo("miss");
    }

    /** A follower that is told that the gateway stops, for instance: the error is the answer. */
    @Test
    void endBeforeAnythingIsKnown_isNoOtherFailure() {
        begun();
        call.answers(exchange.getMessage());
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("x-serai-cache");
    }
}
