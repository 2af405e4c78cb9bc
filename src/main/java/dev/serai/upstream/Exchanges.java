package dev.serai.upstream;

import dev.serai.call.Duplex;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends a request on a connection and takes the head of its answer, also where that comes before the provider has read
 * the request: it refuses one that is too large, or whose key it does not know, and closes. Its answer counts then, and
 * not that the rest could not be sent. Tells a pooled connection that was closed from a provider that failed.
 */
final class Exchanges extends HttpRequestExecutor {

    /** An answer to what could not be sent was on its way before the connection broke. */
    private static final Timeout EARLY_ANSWER = Timeout.ofMilliseconds(200);

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        StaleConnectionRetry.Before before = StaleConnectionRetry.Before.of(connection);
        HttpCoreContext facts = HttpCoreContext.castOrCreate(context);
        facts.setSSLSession(connection.getSSLSession());
        facts.setEndpointDetails(connection.getEndpointDetails());
        try {
            EarlyAnswer sending = new EarlyAnswer(request);
            boolean sent = send(sending, connection);
            ClassicHttpResponse response =
                    sending.answer() == null ? head(connection, Upgrade.isAsked(request)) : sending.answer();
            if (!sent) {
                response.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
            }
            if (response.getCode() == Duplex.STATUS) {
                Upgrade.take(response, connection, facts);
            } else if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
                connection.receiveResponseEntity(response);
            }
            return response;
        } catch (SocketTimeoutException e) {
            connection.setSocketTimeout(Timeout.ONE_MILLISECOND); // TLS would say good-bye first
            connection.close(CloseMode.IMMEDIATE);
            throw e;
        } catch (IOException e) {
            connection.close(CloseMode.IMMEDIATE);
            throw before.judge(e);
        } catch (HttpException | RuntimeException e) {
            connection.close(CloseMode.IMMEDIATE);
            throw e;
        }
    }

    /** Whether all of the request was sent; where it was not, there is an answer. */
    private static boolean send(EarlyAnswer request, HttpClientConnection connection)
            throws IOException, HttpException {
        connection.sendRequestHeader(request);
        if (request.getEntity() == null) {
            connection.flush();
            return true;
        }
        try {
            connection.sendRequestEntity(request);
            if (request.answer() != null) {
                return false;
            }
            connection.flush();
            return true;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (!hasAnswered(connection)) {
                throw e;
            }
            return false;
        }
    }

    private static boolean hasAnswered(HttpClientConnection connection) {
        try {
            return connection.isOpen() && connection.isDataAvailable(EARLY_ANSWER);
        } catch (IOException e) {
            return false;
        }
    }

    private static ClassicHttpResponse head(HttpClientConnection connection, boolean upgrades)
            throws IOException, HttpException {
        for (int i = 0; i <= EarlyAnswer.MOST_INFORMATION; i++) {
            ClassicHttpResponse response = connection.receiveResponseHeader();
            if (response.getCode() >= 200 || (upgrades && response.getCode() == Duplex.STATUS)) {
                return response;
            }
        }
        throw new ProtocolException("more than " + EarlyAnswer.MOST_INFORMATION + " heads before the answer");
    }
}
