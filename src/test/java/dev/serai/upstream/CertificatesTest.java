package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.support.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is known of certificates, by the connections that were made. */
class CertificatesTest {

    private static SelfSigned server;

    @BeforeAll
    static void start() throws Exception {
        server = new SelfSigned(10);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static void connect(Certificates certificates) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket secured =
                        certificates.upgrade(plain, "localhost", server.port(), null, HttpCoreContext.create())) {
            assertThat(secured.isConnected()).isTrue();
        }
    }

    @Test
    void end_isThatOfTheCertificate() throws Exception {
        Certificates certificates = new Certificates(new DefaultClientTlsStrategy(server.trusting()));
        connect(certificates);

        Instant end = certificates.ends().get("localhost:" + server.port());
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofDays(9), Duration.ofDays(10));
    }

    @Test
    void whatCannotBeTrusted_hasEnded_untilItCan() throws Exception {
        Certificates certificates = new Certificates();

        assertThatThrownBy(() -> connect(certificates)).isInstanceOf(SSLException.class);
        assertThat(certificates.ends()).containsEntry("localhost:" + server.port(), Instant.EPOCH);
    }

    @Test
    void serverThatSpeaksNoTls_saysNothingOfItsCertificate() throws Exception {
        Certificates certificates = new Certificates();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket plain = new Socket(InetAddress.getLoopbackAddress(), deaf.getLocalPort());
            deaf.accept().close();
            assertThatThrownBy(() -> certificates.upgrade(
                            plain, "localhost", deaf.getLocalPort(), null, HttpCoreContext.create()))
                    .isInstanceOf(IOException.class);
            plain.close();
        }
        assertThat(certificates.ends()).isEmpty();
    }
}
