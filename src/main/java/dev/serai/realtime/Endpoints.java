package dev.serai.realtime;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The client's side of a session, by the container's own WebSockets: parts of messages, of bounded size, one at a time. */
final class Endpoints {

    private static final String PATIENCE = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    private static final String PROTOCOL = "realtime";

    private Endpoints() {}

    static void upgrade(HttpServletRequest request, HttpServletResponse response, Relay relay) throws IOException {
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(ClientEnd.class, TurnOrigin.PATH)
                .subprotocols(List.of(PROTOCOL))
                .configurator(new Uncompressed(relay))
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
            if (response.getStatus() != HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
                relay.end(End.POLICY, "This was no handshake");
            }
        } catch (DeploymentException e) {
            throw new IOException("The connection could not be upgraded", e);
        }
    }

    /** What is small on the wire and large here could not be bounded as easily. */
    private static final class Uncompressed extends ServerEndpointConfig.Configurator {

        private final Relay relay;

        Uncompressed(Relay relay) {
            this.relay = relay;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new ClientEnd(relay));
        }
    }

    /** Hears the client. */
    public static final class ClientEnd extends Endpoint {

        private final Relay relay;

        ClientEnd(Relay relay) {
            this.relay = relay;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxIdleTimeout(0); // who looks at that looks at both sides
            session.getUserProperties()
                    .put(PATIENCE, relay.settings().writeTimeout().toMillis());
            session.addMessageHandler(new MessageHandler.Partial<String>() {
                @Override
                public void onMessage(String part, boolean last) {
                    relay.text(part, last);
                }
            });
            session.addMessageHandler(new MessageHandler.Partial<ByteBuffer>() {
                @Override
                public void onMessage(ByteBuffer part, boolean last) {
                    relay.binary(part, last);
                }
            });
            relay.opened(session);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            relay.left();
        }

        @Override
        public void onError(Session session, Throwable failure) {
            relay.left();
        }
    }
}
