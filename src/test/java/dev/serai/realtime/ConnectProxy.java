package dev.serai.realtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that connects whoever asks, and notes how they do. */
final class ConnectProxy implements AutoCloseable {

    final List<String> heads = new CopyOnWriteArrayList<>();
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    ConnectProxy() throws IOException {
        run(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        Thread.currentThread().interrupt(); // it was closed
                    }
                },
                "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            run(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        heads.add(head.toString());
        if (!head.toString().contains("Proxy-Authorization")) {
            out.write("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"here\"\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            serve(client);
            return;
        }
        Socket server = new Socket(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(head.toString().replaceFirst("(?s)CONNECT [^:]*:(\\d+) .*", "$1")));
        out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        run(() -> server.getInputStream().transferTo(out));
        in.transferTo(server.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
