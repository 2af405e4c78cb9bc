package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.breakers.Retryable;
import dev.serai.provider.Line;
import dev.serai.support.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of a provider's own: whom they trust, whom they show, and what becomes of it when files change. */
class LineTlsTest {

    private SelfSigned server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        server = new SelfSigned(10);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void demand() throws Exception {
        server.close();
        server = new SelfSigned(10, true);
    }

    private static Line trusting(Path authorities) {
        return new Line(null, Set.of(authorities.toString()), Set.of());
    }

    private int read(LineTls tls) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket secured = tls.upgrade(plain, "localhost", server.port(), null, HttpCoreContext.create())) {
            return secured.getInputStream().read();
        }
    }

    @Test
    void authorityOfItsOwn_isTrusted() throws Exception {
        Line line = trusting(server.certificate(folder));

        assertThat(read(new LineTls(line))).isEqualTo('1');
    }

    @Test
    void certificate_isShownToWhoDemandsOne() throws Exception {
        demand();
        String certificate = server.certificate(folder).toString();
        Set<String> shown = Set.of(server.key(folder).toString(), certificate);

        assertThat(read(new LineTls(new Line(null, Set.of(certificate), shown))))
                .isEqualTo('1');
        assertThat(server.client().getName()).isEqualTo("CN=localhost");
    }

    @Test
    void whoShowsNone_isNotLetIn() throws Exception {
        demand();
        Line line = trusting(server.certificate(folder));

        assertThatThrownBy(() -> read(new LineTls(line))).isInstanceOf(IOException.class);
    }

    @Test
    void missingFile_isSaidWithoutItsName_untilItIsThere() throws Exception {
        LineTls tls = new LineTls(trusting(folder.resolve("certificate.pem")));
        assertThatThrownBy(() -> read(tls))
                .isInstanceOf(Retryable.class)
                .hasMessageNotContaining(folder.toString())
                .extracting(thrown -> ((Retryable) thrown).code())
                .isEqualTo("provider_certificates_unusable");

        server.certificate(folder);
        assertThat(read(tls)).isEqualTo('1');
    }

    @Test
    void changedFile_counts_andABrokenOneDoesNot() throws Exception {
        try (SelfSigned other = new SelfSigned(10)) {
            Path authorities = other.certificate(folder);
            LineTls tls = new LineTls(trusting(authorities));
            assertThatThrownBy(() -> read(tls)).isInstanceOf(SSLException.class);

            server.certificate(folder);
            later(authorities, 1);
            assertThat(read(tls)).isEqualTo('1');

            Files.writeString(authorities, "no certificate");
            later(authorities, 2);
            assertThat(read(tls)).isEqualTo('1');
        }
    }

    private static void later(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }
}
