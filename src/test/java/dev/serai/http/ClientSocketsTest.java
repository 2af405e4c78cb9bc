package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.junit.jupiter.api.Test;

/** A connection for which there is no memory ends alone: the threads that accept and wait for all go on. */
class ClientSocketsTest {

    private final ClientSockets sockets = new ClientSockets();

    @Test
    void requestThatGetsNoThread_endsItsConnection() {
        SocketWrapperBase<NioChannel> socket = mock();
        sockets.setExecutor(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(sockets.processSocket(socket, SocketEvent.OPEN_READ, true)).isFalse();
        verify(socket).close();
    }

    @Test
    void connectionThatGetsNoMemory_isNotTaken() throws IOException {
        SocketChannel socket = mock();
        when(socket.configureBlocking(false)).thenThrow(new OutOfMemoryError("Java heap space"));

        assertThat(sockets.setSocketOptions(socket)).isFalse();
    }
}
