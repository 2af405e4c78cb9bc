package dev.serai.upstream;

import dev.serai.call.Call;
import dev.serai.call.Duplex;
import dev.serai.call.UpstreamBody;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Asks a provider to go on with a WebSocket (RFC 6455, 4.1), on a connection like any other: by the same line, with the same
 * certificates, key and timers. Where it does, its answer's body is a {@link Duplex}; any other answer is what it is.
 */
final class Upgrade implements ExecChainHandler {

    private static final String WEBSOCKET = "websocket";
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String OUT = Upgrade.class.getName();
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    /** What says whose request it is, and what is asked; nothing of it is sent. */
    private static final class Wish extends SentEntity {

        Wish(Call call) {
            super(new ByteArrayEntity(new byte[0], ContentType.APPLICATION_OCTET_STREAM), call);
        }

        @Override
        boolean isNothing() {
            return true;
        }
    }

    /** The body of a request that asks for it. */
    static SentEntity wish(Call call) {
        return new Wish(call);
    }

    /** Whether a request asks for it. */
    static boolean isAsked(HttpRequest request) {
        Header header = request.getFirstHeader(HttpHeaders.UPGRADE);
        return header != null && header.getValue().equals(WEBSOCKET);
    }

    /** Has the rest of what comes on a connection be the body of the answer, and notes where what goes is to be written. */
    static void take(ClassicHttpResponse response, HttpClientConnection connection, HttpContext context)
            throws IOException, HttpException {
        if (!(connection instanceof ManagedHttpClientConnection managed) || managed.getSocket() == null) {
            throw new ProtocolException("a connection that cannot be upgraded");
        }
        response.removeHeaders(HttpHeaders.CONTENT_LENGTH); // it has none, whatever it says
        response.removeHeaders(HttpHeaders.TRANSFER_ENCODING);
        connection.receiveResponseEntity(response);
        context.setAttribute(OUT, managed.getSocket().getOutputStream());
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!(scope.originalRequest.getEntity() instanceof Wish wish)) {
            return chain.proceed(request, scope);
        }
        byte[] nonce = new byte[KEY_BYTES];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        for (HttpRequest each : List.of(request, scope.originalRequest)) { // of which copies are sent again
            each.setHeader(HttpHeaders.CONNECTION, "Upgrade");
            each.setHeader(HttpHeaders.UPGRADE, WEBSOCKET);
            each.setHeader("Sec-WebSocket-Version", "13");
            each.setHeader(KEY, key);
        }
        ClassicHttpResponse response = chain.proceed(request, scope);
        return response.getCode() == Duplex.STATUS ? upgraded(wish, key, response, scope) : response;
    }

    private static ClassicHttpResponse upgraded(
            Wish wish, String key, ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        InputStream in = response.getEntity().getContent();
        Runnable abort = in instanceof UpstreamBody body ? body::abort : scope.execRuntime::discardEndpoint;
        Header accepted = response.getFirstHeader("Sec-WebSocket-Accept");
        if (accepted == null
                || !accepted.getValue().equals(answer(key))
                || response.containsHeader("Sec-WebSocket-Extensions")) {
            abort.run();
            throw refusal(wish.call());
        }
        Duplex session = new Frames(in, (OutputStream) scope.clientContext.getAttribute(OUT), abort);
        ClassicHttpResponse answer = new BasicClassicHttpResponse(Duplex.STATUS);
        answer.setHeaders(response.getHeaders());
        answer.setEntity(new InputStreamEntity(session, null));
        return answer;
    }

    private static ApiException refusal(Call call) {
        return UpstreamErrors.unreadable(call.target(), Duplex.STATUS, "a protocol that nobody asked for");
    }

    private static String answer(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
