import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.ToIntFunction;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A proxy for CONNECT behind which every host is a port of this machine. */
final class Tunnel {
    private final ServerSocket server;
    private final ToIntFunction<String> ports;

    Tunnel(ToIntFunction<String> ports) throws IOException {
        this.ports = ports;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        background(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            background(() -> relay(client));
        }
    }

    private void relay(Socket client) throws IOException {
        String head = head(client.getInputStream());
        String host = head.replaceFirst("CONNECT ", "").replaceFirst("(?s):.*", "");
        Socket there = new Socket(InetAddress.getLoopbackAddress(), ports.applyAsInt(host));
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
        background(() -> copy(there, client));
        copy(client, there);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no whole head: " + head);
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) { // who talks through it sees that the connection ends
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
