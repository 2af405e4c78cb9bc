package dev.serai.realtime;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a server of WebSockets writes. */
final class FakeFrames {

    private static final int WHOLE_TEXT = 0x81;

    private FakeFrames() {}

    static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    static String accepted(String head) throws IOException {
        String key = head.replaceFirst("(?is).*sec-websocket-key: ([^\r]+).*", "$1");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    static void send(OutputStream out, String text) throws IOException {
        frame(out, WHOLE_TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static void frame(OutputStream out, int first, byte[] data) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(data.length + 10).put((byte) first);
        if (data.length < 126) {
            frame.put((byte) data.length);
        } else if (data.length < 65536) {
            frame.put((byte) 126).putShort((short) data.length);
        } else {
            frame.put((byte) 127).putLong(data.length);
        }
        frame.put(data);
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }
}
