package dev.serai.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.util.Base64;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A TLS server whose certificate nobody has vouched for, for some days; it shakes hands and closes. */
public final class SelfSigned implements AutoCloseable {

    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    private final SSLServerSocket server;
    private final SSLContext trusting;

    private final KeyStore keys;
    private volatile Principal client;

    /** Makes a certificate that is valid for so many days. */
    public SelfSigned(int days) throws Exception {
        this(days, false);
    }

    /**
     * The same.
     *
     * @param demands whether it lets nobody in who does not show its own certificate
     */
    public SelfSigned(int days, boolean demands) throws Exception {
        keys = keys(days);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        server = (SSLServerSocket)
                trusting.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(demands);
        Thread thread = new Thread(this::serve, "self-signed");
        thread.setDaemon(true);
        thread.start();
    }

    private static KeyStore keys(int days) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Path.of("target", "data", UUID.randomUUID() + ".p12");
        Files.createDirectories(store.getParent());
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    /** Another server with the same certificate, which serves nobody by itself. */
    public ServerSocket another() throws IOException {
        return trusting.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    /** Who trusts it. */
    public SSLContext trusting() {
        return trusting;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Who has shown a certificate last, or null. */
    public Principal client() {
        return client;
    }

    /** Its certificate as a PEM file. */
    public Path certificate(Path folder) throws IOException, GeneralSecurityException {
        return pem(
                folder.resolve("certificate.pem"),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
    }

    /** Its private key as a PEM file. */
    public Path key(Path folder) throws IOException, GeneralSecurityException {
        return pem(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD).getEncoded());
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private void serve() {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                client = socket.getNeedClientAuth() ? socket.getSession().getPeerPrincipal() : null;
                socket.getOutputStream().write('1');
            } catch (IOException e) {
                // whoever does not trust it goes away
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
