package dev.serai.http;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.serai.time.BackgroundTimer;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.junit.jupiter.api.Test;

/** A connection that is to close is looked at until it has. */
class LingeringCloseTest {

    @Test
    void lookThatAnErrorEnds_isNotTheLast() {
        SocketWrapperBase<Object> socket = mock();
        when(socket.getSocket()).thenReturn(mock(SecureNioChannel.class));
        doThrow(new OutOfMemoryError("unable to create native thread"))
                .when(socket)
                .processSocket(any(), anyBoolean());
        ScheduledExecutorService clock = BackgroundTimer.named("lingering-close-test");
        try {
            LingeringClose.of(socket, clock);
            verify(socket, timeout(30_000).atLeast(2)).processSocket(SocketEvent.OPEN_READ, true);
        } finally {
            clock.shutdownNow();
        }
    }
}
