package dev.serai.http;

import dev.serai.SeraiProperties.Clients;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1 with connections of our own, which wait for nobody for long. Tomcat makes it by its name. */
public final class PeekingHttp11 extends Http11NioProtocol {

    private final Handshakes handshakes;
    private Clients clients;
    private Uploads uploads;
    private Downloads downloads;
    private Places places;

    public PeekingHttp11() {
        this(new Handshakes());
    }

    private PeekingHttp11(Handshakes handshakes) {
        super(handshakes);
        this.handshakes = handshakes;
    }

    /** Sets for whom it waits how long; before it is started. */
    void waitsFor(Clients slow, Uploads bodies, Downloads answers, Places threads) {
        clients = slow;
        uploads = bodies;
        downloads = answers;
        places = threads;
        handshakes.haveToEndWithin(slow.headTimeout());
        setConnectionTimeout((int) slow.headTimeout().toMillis());
        setDisableUploadTimeout(false);
        setConnectionUploadTimeout((int) slow.bodyTimeout().toMillis());
    }

    @Override
    protected Processor createProcessor() {
        return new Connection(this, clients, uploads, downloads, places);
    }
}
