package dev.serai.upstream;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Until when the certificates of providers are valid, as they were seen when connections were made. Nobody is asked for it. */
public final class Certificates implements TlsSocketStrategy {

    /** More than there are providers. */
    private static final int MOST = 200;

    private static final int DEEPEST = 10;

    private final TlsSocketStrategy strategy;
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    /** Those that the JVM trusts. */
    public Certificates() {
        this(DefaultClientTlsStrategy.createDefault());
    }

    Certificates(TlsSocketStrategy strategy) {
        this.strategy = strategy;
    }

    /** By host and port. One that could not be trusted has ended long ago. */
    public Map<String, Instant> ends() {
        return Map.copyOf(ends);
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        return upgrade(strategy, socket, host, port, attachment, context);
    }

    /** What secures connections otherwise; what is seen is noted here. */
    TlsSocketStrategy noted(TlsSocketStrategy other) {
        return (socket, host, port, attachment, context) -> upgrade(other, socket, host, port, attachment, context);
    }

    private SSLSocket upgrade(
            TlsSocketStrategy other, Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        String place = host + ":" + port;
        try {
            SSLSocket secured = other.upgrade(socket, host, port, attachment, context);
            note(place, end(secured.getSession()));
            return secured;
        } catch (SSLException e) {
            if (e instanceof SSLPeerUnverifiedException || isOfCertificate(e)) {
                note(place, Instant.EPOCH);
            }
            throw e;
        }
    }

    /** ClientSockets fail for other reasons as well: whoever is asked goes away. */
    private static boolean isOfCertificate(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof CertificateException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private void note(String place, Instant end) {
        if (end != null && (ends.size() < MOST || ends.containsKey(place))) {
            ends.put(place, end);
        }
    }

    /** Of whichever in the chain ends first. */
    private static Instant end(SSLSession session) throws SSLPeerUnverifiedException {
        Instant first = null;
        for (Certificate certificate : session.getPeerCertificates()) {
            if (certificate instanceof X509Certificate known) {
                Instant end = known.getNotAfter().toInstant();
                first = first == null || end.isBefore(first) ? end : first;
            }
        }
        return first;
    }
}
