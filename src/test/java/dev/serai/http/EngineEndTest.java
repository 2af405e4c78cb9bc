package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.serai.stream.AnswerStream;
import dev.serai.stream.StreamErrors;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The end of all that is under way. */
class EngineEndTest {

    @Test
    void streamThatCannotBeEnded_keepsNoOther() throws Exception {
        AnswerStream first = mock(AnswerStream.class);
        AnswerStream second = mock(AnswerStream.class);
        doThrow(StackOverflowError.class).when(first).end(any());
        doThrow(StackOverflowError.class).when(second).end(any());
        HttpEngine engine = new HttpEngine(null, null, null, () -> null);

        engine.sending(
                of(first),
                () -> engine.sending(of(second), () -> {
                    engine.endAll(StreamErrors.stopped());
                    return null;
                }));

        verify(first).end(any());
        verify(second).end(any());
        assertThat(engine.openStreams()).isZero();
    }

    private static Exchange of(AnswerStream stream) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(stream);
        return exchange;
    }
}
