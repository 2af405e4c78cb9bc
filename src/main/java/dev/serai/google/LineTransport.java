package dev.serai.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.serai.time.Watchdog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Asks for tokens on the line to the provider whose they are, by its proxy and its certificates. What an address leads on to is
 * not followed: it would get what proves who asks.
 */
final class LineTransport extends HttpTransport {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final String NEAR = "127\\..*|169\\.254\\..*|localhost|\\[::1]|\\[fd00:ec2::254]";

    private final HttpClient line;
    private final HttpClient direct;
    private final Watchdog watchdog;

    /**
     * Asks nothing yet.
     *
     * @param direct for what serves this machine alone, which is behind no proxy
     * @param watchdog breaks off what takes longer than it may
     */
    LineTransport(HttpClient line, HttpClient direct, Watchdog watchdog) {
        this.line = line;
        this.direct = direct;
        this.watchdog = watchdog;
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Request(new HttpUriRequestBase(method, URI.create(url)));
    }

    private final class Request extends LowLevelHttpRequest {

        private final HttpUriRequestBase request;

        Request(HttpUriRequestBase request) {
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            if (!name.equalsIgnoreCase("accept-encoding")) { // few bytes, and as many as come
                request.addHeader(name, value);
            }
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            if (getStreamingContent() != null) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                getStreamingContent().writeTo(content);
                ContentType type = getContentType() == null ? null : ContentType.parse(getContentType());
                request.setEntity(new ByteArrayEntity(content.toByteArray(), type, getContentEncoding()));
            }
            String host = String.valueOf(
                    request.getAuthority() == null
                            ? null
                            : request.getAuthority().getHostName());
            HttpClient client = host.matches(NEAR) ? direct : line;
            return watchdog.within(LONGEST, request::cancel, () -> client.execute(request, LineTransport::read));
        }
    }

    private static LineAnswer read(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status >= 300 && status < 400) {
            throw new IOException("the address for tokens leads elsewhere");
        }
        byte[] body = {};
        if (response.getEntity() != null) {
            try (InputStream content = response.getEntity().getContent()) {
                body = content.readNBytes(LONGEST_ANSWER);
            }
        }
        return new LineAnswer(status, response.getReasonPhrase(), response.getHeaders(), body);
    }
}
