package dev.serai.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes the connection on which a body was too large. What is on its way is thrown away first: to close over unread
 * bytes resets the connection, and a client whose sending fails may not read the answer (RFC 9112, 9.6). Tomcat does
 * this too, but waits a minute for a client that sends nothing.
 */
final class LingeringClose extends ValveBase {

    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_PAUSES = 20;
    private static final int PAUSE_MILLIS = 20;

    LingeringClose() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (response.getStatus() == 413) {
            response.finishResponse();
            throwAway(request.getInputStream());
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** Until the client pauses for long, or has sent much. */
    private static void throwAway(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        int pauses = 0;
        for (long bytes = 0; bytes < MOST_BYTES && pauses < MOST_PAUSES; ) {
            if (in.available() > 0) {
                int n = in.read(buffer);
                if (n < 0) {
                    return;
                }
                bytes += n;
                pauses = 0;
            } else {
                pauses++;
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the gateway stops", e);
        }
    }
}
