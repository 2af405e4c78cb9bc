package dev.serai.http;

import dev.serai.SeraiProperties.Clients;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.web.embedded.tomcat.TomcatConnectorCustomizer;

/**
 * What the connections of all of the gateway's ports have in common. Model ids have slashes, and SDKs encode them:
 * {@code /v1/models/openai%2Fgpt-4o}. A client that asks whether to send its body ({@code Expect: 100-continue}) hears so
 * when a route reads it, thus not if it may not call.
 */
public final class Connections implements TomcatConnectorCustomizer, Holder {

    /** Tomcat's name for them. */
    public static final String PROTOCOL = PeekingHttp11.class.getName();

    private final Clients clients;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Places places;

    Connections(Clients clients, Uploads uploads, Downloads downloads, Places places) {
        this.clients = clients;
        this.uploads = uploads;
        this.downloads = downloads;
        this.places = places;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.ofRequests("uploads", uploads.awaited(), 1),
                Holding.ofRequests("downloads", downloads.answered(), 1));
    }

    @Override
    public void customize(Connector connector) {
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setProperty("continueResponseTiming", "onRead");
        connector.setParseBodyMethods(""); // no form is expected, and none is read before it is known who sends it
        PeekingHttp11 protocol = (PeekingHttp11) connector.getProtocolHandler();
        protocol.waitsFor(clients, uploads, downloads, places);
    }
}
