package dev.serai.realtime;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dev.serai.call.Duplex;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a session for which no thread of the gateway's is left. */
class SessionEndTest {

    private static final int PATIENCE_MILLIS = 30_000;

    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class})
    void bothSides_areToldByAThreadOfTheirOwn(Class<? extends Throwable> thrown) throws Exception {
        Sessions sessions = mock(Sessions.class);
        doThrow(thrown).when(sessions).run(any());
        ClientSide client = mock(ClientSide.class);
        Duplex provider = mock(Duplex.class);
        CompletableFuture<Void> gone = new CompletableFuture<>();

        new End(End.GOING_AWAY, "it stops").of(client, provider, sessions, gone);

        verify(provider, timeout(PATIENCE_MILLIS)).bye(anyInt());
        verify(client, timeout(PATIENCE_MILLIS)).close(any());
        gone.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        verify(provider).abort();
    }
}
