package dev.serai.upstream;

import dev.serai.breakers.Retryable;
import dev.serai.provider.Line;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Secures the connections of a line with its own certificates. Files that were changed count for the connections that are made
 * from then on; where they cannot be used, those before do.
 */
final class LineTls implements TlsSocketStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(LineTls.class);
    private static final int LONGEST_FILE = 1 << 20;

    private final Line line;
    private List<FileTime> times;
    private TlsSocketStrategy strategy;

    LineTls(Line line) {
        this.line = line;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, host, port, attachment, context);
    }

    /** As the files are now. They are looked at with each handshake, which takes longer. */
    private synchronized TlsSocketStrategy strategy() {
        try {
            List<FileTime> now = times();
            if (!now.equals(times)) {
                strategy = read();
                times = now;
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The certificates of a provider cannot be used: {}: {}", line, e.toString());
            if (strategy == null) {
                throw new Retryable(
                        502,
                        "server_error",
                        "provider_certificates_unusable",
                        "The certificates for this provider cannot be used; the gateway's log says why");
            }
        }
        return strategy;
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> found = new ArrayList<>();
        for (Set<String> files : List.of(line.authorities(), line.certificate())) {
            for (String file : files) {
                found.add(Files.getLastModifiedTime(Path.of(file)));
            }
        }
        return found;
    }

    private TlsSocketStrategy read() throws IOException {
        String shown = content(line.certificate());
        String trusted = content(line.authorities());
        PemSslStoreDetails own = shown.isEmpty()
                ? null
                : PemSslStoreDetails.forCertificate(shown).withPrivateKey(shown);
        PemSslStoreDetails others = trusted.isEmpty() ? null : PemSslStoreDetails.forCertificate(trusted);
        return new DefaultClientTlsStrategy(
                SslBundle.of(new PemSslStoreBundle(own, others)).createSslContext());
    }

    private static String content(Set<String> files) throws IOException {
        StringBuilder content = new StringBuilder();
        for (String file : files) {
            Path path = Path.of(file);
            if (Files.size(path) > LONGEST_FILE) {
                throw new IOException(file + " is no PEM file: it is larger than a megabyte");
            }
            content.append(Files.readString(path)).append('\n');
        }
        return content.toString();
    }
}
