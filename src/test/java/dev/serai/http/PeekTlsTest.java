package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** The same over TLS: {@link ClientLeavesTest}, {@link PeekTest}, {@link UnreadBodyTest}, {@link SlowRequestsTest}. */
@Timeout(120)
class PeekTlsTest {

    private static final String PASSWORD = "only-for-tests";
    private static final String CHAT =
            "{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @TempDir
    Path folder;

    private final FakeUpstream upstream = new FakeUpstream();
    private OwnGateway gateway;

    @BeforeEach
    void start() throws Exception {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        gateway = OwnGateway.start(Map.of(
                "server.ssl.key-store",
                store.toUri().toString(),
                "server.ssl.key-store-password",
                PASSWORD,
                "serai.anonymous",
                "loopback",
                "serai.data",
                folder.resolve("data").toString(),
                "serai.clients.head-timeout",
                "2s",
                "serai.keep-alive-interval",
                "1m",
                "OPENAI_BASE_URL",
                upstream.url(),
                "OPENAI_API_KEY",
                GatewayTest.PROVIDER_KEY));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @Test
    void looks_leaveTheNextRequestAloneAndNoticeThatTheClientLeft() throws Exception {
        upstream.answer(request -> upstream.received().size() < 3
                ? Script.silent()
                        .pause(900)
                        .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: "
                                + Answers.WHOLE.length() + "\r\n\r\n" + Answers.WHOLE)
                : Script.silent().stall(50));

        try (RawConnection client = connect()) {
            client.sendChat(CHAT);
            awaitAsked(1);
            client.sendChat(CHAT);
            assertThat(client.reply().body()).contains("Hi");
            assertThat(client.reply().body()).contains("Hi");
            client.sendChat(CHAT);
            awaitAsked(3);
        }

        assertThat(upstream.awaitAbort(30)).isTrue();
    }

    @Test
    void answerBeforeAllOfTheBody_arrives() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (RawConnection client = connect()) {
                client.send(
                                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n\r\n")
                        .send(new byte[200_000]);

                assertThat(client.reply().status()).isEqualTo(413);
                assertThat(client.isClosed()).isTrue();
            }
        }
    }

    @Test
    void handshakesThatTrickle_areCutOffAndStopNobody() throws Exception {
        byte[] hello = clientHello();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow.add(new Socket(InetAddress.getLoopbackAddress(), port()));
        }
        for (int sent = 0; sent < 40; sent++) {
            for (Socket socket : slow) {
                sendAsFarAsItGoes(socket, hello[sent]);
            }
            Thread.sleep(100);
        }
        try (RawConnection client = connect()) {
            assertThat(client.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
                            .reply()
                            .status())
                    .isEqualTo(200);
        }
        for (Socket socket : slow) {
            assertThat(isClosed(socket)).isTrue();
        }
    }

    private static void sendAsFarAsItGoes(Socket socket, byte one) {
        try {
            socket.getOutputStream().write(one);
        } catch (IOException e) {
            assertThat(e).as("it is cut off").hasMessageMatching("(?i).*(reset|broken pipe|closed|aborted).*");
        }
    }

    /** Whether it is, without a word: a socket that is still open would wait for half a second. */
    private static boolean isClosed(Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(500);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** The first bytes that a client sends. */
    private static byte[] clientHello() throws Exception {
        SSLEngine client = SSLContext.getDefault().createSSLEngine();
        client.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private void awaitAsked(int times) throws InterruptedException {
        for (int i = 0; i < 500 && upstream.received().size() < times; i++) {
            Thread.sleep(20);
        }
    }

    private RawConnection connect() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("gateway", trusted.getCertificate("gateway"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return new RawConnection(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port()));
    }

    private int port() {
        return gateway.bean(Environment.class).getProperty("local.server.port", Integer.class);
    }
}
