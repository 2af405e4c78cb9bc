package dev.serai.breakers;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * What a call says of its provider as a whole: whether there is somebody who answers at all. What is answered is a matter
 * of the model and the key, but for what is asked to find that out.
 */
final class Connectivity {

    private Connectivity() {}

    /** Whether nobody could be reached. */
    static boolean isLacking(Throwable thrown) {
        Throwable cause = Breaker.causeOf(thrown);
        return cause instanceof Retryable failure
                ? failure.isOfWholeProvider()
                : cause instanceof ConnectException
                        || cause instanceof ConnectTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof SSLHandshakeException
                        || cause instanceof SSLPeerUnverifiedException;
    }

    /** Whether it was given up before anybody could know. */
    static boolean isUnknown(Throwable thrown) {
        Throwable cause = Breaker.causeOf(thrown);
        return cause instanceof ClientLeft
                || (cause instanceof Retryable failure && !failure.repeatable())
                || (cause instanceof InterruptedIOException && !(cause instanceof ConnectTimeoutException));
    }
}
