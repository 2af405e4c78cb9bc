package dev.serai.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that fails as its test wants: at once, or in the midst of a stream. */
public final class Boom implements Processor {

    static final String FIRST = "data: {\"choices\":[]}\n\n";

    static volatile Supplier<Error> error = () -> null;
    static volatile boolean later;

    @Override
    public void process(Exchange exchange) {
        if (!later) {
            throw error.get();
        }
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/event-stream");
        exchange.getMessage().setBody(new Failing());
    }

    private static final class Failing extends InputStream {

        private final byte[] first = FIRST.getBytes(StandardCharsets.UTF_8);
        private boolean given;

        @Override
        public int read() {
            throw error.get();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (given) {
                throw error.get();
            }
            given = true;
            System.arraycopy(first, 0, buffer, offset, first.length);
            return first.length;
        }
    }
}
