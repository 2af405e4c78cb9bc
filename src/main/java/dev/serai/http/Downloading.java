package dev.serai.http;

import dev.serai.call.Call;
import dev.serai.call.PassedBody;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Writes an answer that passes as it came: bytes of any kind, none of ours among them, as fast as the client takes them. */
final class Downloading {

    private static final int PIECE = 1 << 15;

    private Downloading() {}

    /** One that breaks off has no proper end, by which the client knows. */
    static void write(PassedBody body, HttpServletResponse response, Client client, Call call) throws IOException {
        if (body.length() >= 0) {
            response.setContentLengthLong(body.length());
        }
        OutputStream out = client.delivery(response.getOutputStream());
        byte[] piece = new byte[PIECE];
        for (int n = read(body, piece); n >= 0; n = read(body, piece)) {
            client.connection().lock();
            try {
                out.write(piece, 0, n);
                out.flush();
            } finally {
                client.connection().unlock();
            }
        }
        client.close();
        if (body.ended()) {
            out.close();
        } else {
            brokeOff(call);
            client.cut();
        }
    }

    private static void brokeOff(Call call) {
        boolean late = call.tries().timerExceeded() != null;
        call.outcome()
                .failed(new ApiException(
                        late ? 504 : 502,
                        "server_error",
                        late ? "provider_timeout" : "provider_unreachable",
                        null,
                        "The provider broke off its answer"));
    }

    private static int read(PassedBody body, byte[] piece) {
        try {
            return body.read(piece);
        } catch (IOException | ApiException e) {
            return -1; // what could not be read is seen by its missing end
        }
    }
}
