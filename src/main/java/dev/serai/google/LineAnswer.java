package dev.serai.google;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.apache.hc.core5.http.Header;

/** What was answered, whole. */
final class LineAnswer extends LowLevelHttpResponse {

    private final int status;
    private final String reason;
    private final Header[] headers;
    private final byte[] body;

    LineAnswer(int status, String reason, Header[] headers, byte[] body) {
        this.status = status;
        this.reason = reason;
        this.headers = headers;
        this.body = body;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public String getContentEncoding() {
        return said("content-encoding");
    }

    @Override
    public long getContentLength() {
        return body.length;
    }

    @Override
    public String getContentType() {
        return said("content-type");
    }

    private String said(String name) {
        for (Header header : headers) {
            if (header.getName().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    @Override
    public String getStatusLine() {
        return "HTTP/1.1 " + status + " " + reason;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public String getReasonPhrase() {
        return reason;
    }

    @Override
    public int getHeaderCount() {
        return headers.length;
    }

    @Override
    public String getHeaderName(int index) {
        return headers[index].getName();
    }

    @Override
    public String getHeaderValue(int index) {
        return headers[index].getValue();
    }
}
