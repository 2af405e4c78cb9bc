package dev.serai.http;

import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Where bytes go that nobody wants. */
final class Nowhere implements ApplicationBufferHandler {

    private ByteBuffer buffer;

    @Override
    public void setByteBuffer(ByteBuffer bytes) {
        buffer = bytes;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return buffer;
    }

    @Override
    public void expand(int size) {
        // nothing is kept
    }
}
