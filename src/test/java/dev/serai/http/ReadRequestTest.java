package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.serai.support.Counted;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a body is taken in, and what that costs. */
class ReadRequestTest {

    private static final int LIMIT = 1 << 26;

    private final ReadRequest reader = new ReadRequest("chat", LIMIT);

    /** Blanks without end, counted. */
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return ' ';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            read += length;
            return length;
        }
    }

    private static Message message(InputStream body, long announced) {
        Message message = new DefaultExchange(new DefaultCamelContext()).getMessage();
        message.getExchange().setVariable(HttpRequestFacts.VARIABLE, new HttpRequestFacts("127.0.0.1", announced));
        message.setBody(body);
        return message;
    }

    private ApiException refusal(Message message) {
        return catchThrowableOfType(ApiException.class, () -> reader.bytes(message, Memory.UNCOUNTED));
    }

    private static byte[] gzip(long blanks) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (long i = 0; i < blanks; i += 1 << 16) {
                out.write(new byte[(int) Math.min(1 << 16, blanks - i)]);
            }
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000})
    void body_isReadToItsEnd(int size) {
        byte[] body = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);

        assertThat(reader.bytes(message(new ByteArrayInputStream(body), size), Memory.UNCOUNTED))
                .isEqualTo(body);
        assertThat(reader.bytes(message(new ByteArrayInputStream(body), -1), Memory.UNCOUNTED))
                .isEqualTo(body);
    }

    @Test
    void bodyOfTheLimit_isRead() {
        byte[] body = new byte[LIMIT];

        assertThat(reader.bytes(message(new ByteArrayInputStream(body), -1), Memory.UNCOUNTED))
                .hasSize(LIMIT);
    }

    @Test
    void announcedTooLarge_isNotReadAtAll() {
        Endless body = new Endless();

        assertThat(refusal(message(body, LIMIT + 1L)).status()).isEqualTo(413);
        assertThat(body.read).isZero();
    }

    @Test
    void endlessBody_isReadToTheLimitAndNoFurther() {
        Endless body = new Endless();

        assertThat(refusal(message(body, -1)).status()).isEqualTo(413);
        assertThat(body.read).isEqualTo(LIMIT + 1L);
    }

    @Test
    void announcement_costsNoMemory() {
        Message message = message(new ByteArrayInputStream(new byte[10]), LIMIT);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        ApiException refusal = refusal(message);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(LIMIT / 8);
        assertThat(refusal.status()).isEqualTo(400);
    }

    @Test
    void packedBody_isUnpacked() throws IOException {
        byte[] packed = gzip(100_000);
        Message message = message(new ByteArrayInputStream(packed), packed.length);
        message.setHeader("Content-Encoding", "GZIP");

        assertThat(reader.bytes(message, Memory.UNCOUNTED)).isEqualTo(new byte[100_000]);
    }

    @Test
    void bomb_isUnpackedToTheLimitAndNoFurther() throws IOException {
        byte[] packed = gzip(4L * LIMIT);
        Message message = message(new ByteArrayInputStream(packed), packed.length);
        message.setHeader("Content-Encoding", "gzip");

        Counted memory = new Counted();
        assertThatThrownBy(() -> reader.bytes(message, memory))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(413));
        assertThat(memory.most()).isLessThan(LIMIT / 4 * 5);
    }
}
