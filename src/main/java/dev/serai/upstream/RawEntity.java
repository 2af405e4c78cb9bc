package dev.serai.upstream;

import dev.serai.wire.Form;
import dev.serai.wire.RawObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A request body, JSON or a form, that is written from the bytes that the client sent, without a copy of them. */
final class RawEntity extends AbstractHttpEntity {

    private final RawObject object;

    RawEntity(RawObject object) {
        super(type(object.form()), null);
        this.object = object;
    }

    private static ContentType type(Form form) {
        return form == null ? ContentType.APPLICATION_JSON : ContentType.parse(form.contentType());
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return object.sentLength();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        object.sendTo(out);
    }

    /** Only for those who ask for a stream, which the HTTP client does not. */
    @Override
    public InputStream getContent() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        writeTo(copy);
        return new ByteArrayInputStream(copy.toByteArray());
    }

    @Override
    public void close() {}
}
