package dev.serai.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client on a raw socket, for requests that no proper HTTP client would send. It waits 30 s at most for anything. */
public final class RawConnection implements AutoCloseable {

    /** An answer as it came. Header names are in lower case. */
    public record Reply(int status, Map<String, String> headers, String body) {}

    private final Socket socket;
    private final InputStream in;
    private boolean brokeOff;

    public RawConnection(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Uses a socket that is connected already, with TLS for example. */
    public RawConnection(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends characters as one byte each. */
    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** A request's head: its method and path, and headers that are lines such as {@code Content-Length: 9}. */
    public static String head(String start, String... headers) {
        StringBuilder head = new StringBuilder(start).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Sends a head alone. */
    public RawConnection sendHead(String start, String... headers) throws IOException {
        return send(head(start, headers));
    }

    /** POSTs a chat. Headers are lines such as {@code Authorization: Bearer …}. */
    public RawConnection sendChat(String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/json");
        all.add("Content-Length: " + body.length());
        return send(head("POST /v1/chat/completions", all.toArray(String[]::new)) + body);
    }

    /** Closes the sending side alone. */
    public void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads the next answer to its end. */
    public Reply reply() throws IOException {
        return reply(true);
    }

    /** Reads the next answer, which is to HEAD. */
    public Reply headReply() throws IOException {
        return reply(false);
    }

    private Reply reply(boolean hasBody) throws IOException {
        String start = line();
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(start.split(" ", -1)[1]);
        byte[] body = status < 200 || !hasBody ? new byte[0] : body(headers);
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the server closed the connection amid the chunks of an answer. */
    public boolean brokeOff() {
        return brokeOff;
    }

    /** Whether the server closes the connection without saying anything more. */
    public boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return e.getMessage().contains("reset");
        }
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length")));
        }
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            for (int size = chunk(); size > 0; size = chunk()) {
                body.writeBytes(in.readNBytes(size));
                line();
            }
            line();
        } catch (EOFException e) {
            brokeOff = true;
        }
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed after '" + line + "'");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
