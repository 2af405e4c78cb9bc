package dev.serai.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.message.HttpRequestWrapper;
import org.apache.hc.core5.util.Timeout;

/**
 * A request that looks, each time before more of its body is sent, whether it was answered already. To go on sending to a
 * provider that reads no more would break the connection, and where that is encrypted, the answer would be lost with it.
 */
final class EarlyAnswer extends HttpRequestWrapper implements ClassicHttpRequest {

    /** Who has most of a body may as well have the rest: what is small is sent in one piece. */
    static final ResponseOutOfOrderStrategy WATCH = (request, connection, in, sent, next) ->
            sent > 0 && request instanceof EarlyAnswer early && early.isAnswered(connection);

    /** Heads with a status of 1xx before the answer: a provider that sends more of them answers nothing. */
    static final int MOST_INFORMATION = 32;

    private final ClassicHttpRequest request;
    private ClassicHttpResponse answer;
    private int information;

    EarlyAnswer(ClassicHttpRequest request) {
        super(request);
        this.request = request;
    }

    /** The answer that came before all was sent; null if none did. */
    ClassicHttpResponse answer() {
        return answer;
    }

    private boolean isAnswered(HttpClientConnection connection) throws IOException {
        if (answer != null) {
            return true;
        }
        if (!hasData(connection)) {
            return false;
        }
        try {
            ClassicHttpResponse head = connection.receiveResponseHeader();
            if (head.getCode() < 200 && information++ < MOST_INFORMATION) {
                return false; // it says that it reads on
            }
            answer = head;
            return true;
        } catch (HttpException e) {
            throw new IOException("what came before the request was sent is no answer", e);
        }
    }

    /** Asks the system whether bytes wait; of encrypted ones just TLS knows whether they are of an answer. */
    private static boolean hasData(HttpClientConnection connection) throws IOException {
        if (!(connection instanceof ManagedHttpClientConnection managed)) {
            return false;
        }
        Socket socket = managed.getSocket();
        InputStream waiting = socket == null || socket.isInputShutdown() ? null : socket.getInputStream();
        return waiting != null
                && waiting.available() > 0
                && (managed.getSSLSession() == null || connection.isDataAvailable(Timeout.ONE_MILLISECOND));
    }

    @Override
    public HttpEntity getEntity() {
        return request.getEntity();
    }

    @Override
    public void setEntity(HttpEntity entity) {
        request.setEntity(entity);
    }
}
