package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest body, however it is sent. */
class BodyLimitTest extends ConfiguredGatewayTest {

    /** A chat of this many bytes. */
    private static byte[] chatOf(int size) {
        String chat = chat("simulator/echo");
        return chat.replace("Hello", "H".repeat(size - chat.length() + 5)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static void assertTooLarge(RawConnection client) throws IOException {
        Reply reply = client.reply();
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.headers()).containsEntry("connection", "close");
        assertThat(Json.MAPPER.readTree(reply.body()).at("/error/type").asText())
                .isEqualTo("invalid_request_error");
        assertThat(Json.MAPPER.readTree(reply.body()).at("/error/code").asText())
                .isEqualTo("request_too_large");
        assertThat(client.isClosed()).as("closed").isTrue();
    }

    @Test
    void bodyOfTheLimit_isServed() throws Exception {
        try (RawConnection client = chatHead("Content-Length: " + LIMIT)) {
            assertThat(client.send(chatOf(LIMIT)).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void chunkedBodyOfTheLimit_isServed() throws Exception {
        try (RawConnection client = chatHead("Transfer-Encoding: chunked")) {
            client.send(Integer.toHexString(LIMIT) + "\r\n").send(chatOf(LIMIT)).send("\r\n0\r\n\r\n");

            assertThat(client.reply().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1048577", "100000000", "9999999999"})
    void announcedTooLarge_isRefusedBeforeItIsSent(String length) throws Exception {
        try (RawConnection client = chatHead("Content-Length: " + length)) {
            assertTooLarge(client);
        }
    }

    @Test
    void chunkedTooLarge_isRefused() throws Exception {
        try (RawConnection client = chatHead("Transfer-Encoding: chunked")) {
            client.send(Integer.toHexString(LIMIT + 1) + "\r\n").send(chatOf(LIMIT + 1));

            assertTooLarge(client);
        }
    }

    @Test
    void clientThatGoesOnSending_stillReadsTheRefusal() throws Exception {
        byte[] chunk = chatOf(LIMIT);
        try (RawConnection client = chatHead("Transfer-Encoding: chunked")) {
            for (int i = 0; i < 6; i++) {
                client.send(Integer.toHexString(LIMIT) + "\r\n").send(chunk).send("\r\n");
            }

            assertTooLarge(client);
        }
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: 10", "Content-Length: 0"})
    void chunkedTooLargeUnderASmallLength_isRefused(String lie) throws Exception {
        try (RawConnection client = chatHead(lie, "Transfer-Encoding: chunked")) {
            client.send(Integer.toHexString(LIMIT + 1) + "\r\n").send(chatOf(LIMIT + 1));

            assertTooLarge(client);
        }
    }

    @Test
    void askerForTooMuch_isRefusedBeforeSending() throws Exception {
        try (RawConnection client = chatHead("Content-Length: " + (LIMIT + 1), "Expect: 100-continue")) {
            assertTooLarge(client);
        }
    }

    @Test
    void packedBody_isServed() throws Exception {
        byte[] packed = gzip(chatOf(LIMIT));
        try (RawConnection client = chatHead("Content-Encoding: gzip", "Content-Length: " + packed.length)) {
            assertThat(client.send(packed).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void bomb_isRefused() throws Exception {
        byte[] packed = gzip(chatOf(100 * LIMIT));
        assertThat(packed.length).isLessThan(LIMIT);
        try (RawConnection client = chatHead("Content-Encoding: gzip", "Content-Length: " + packed.length)) {
            client.send(packed);

            assertTooLarge(client);
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip, 400", "br, 415", "deflate, 415"})
    void plainBodyUnderAnEncoding_isRefused(String encoding, int status) throws Exception {
        String body = chat("simulator/echo");
        try (RawConnection client = chatHead("Content-Encoding: " + encoding, "Content-Length: " + body.length())) {
            Reply reply = client.send(body).reply();

            assertThat(reply.status()).isEqualTo(status);
            assertThat(Json.MAPPER.readTree(reply.body()).at("/error/type").asText())
                    .isEqualTo("invalid_request_error");
        }
    }

    @Test
    void packedBodyThatBreaksOff_isRefused() throws Exception {
        byte[] packed = gzip(chatOf(5000));
        int half = packed.length / 2;
        try (RawConnection client = chatHead("Content-Encoding: gzip", "Content-Length: " + half)) {
            client.send(java.util.Arrays.copyOf(packed, half));

            assertThat(client.reply().status()).isEqualTo(400);
        }
    }
}
