package dev.serai.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * What becomes of a connection when a request was answered before its body was read, whatever the answer is: the one
 * decision for all. A small body that is there already keeps the connection; otherwise it is closed, and the answer says so.
 */
public final class UnreadBody extends ValveBase {

    UnreadBody() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync()) {
            settle(request, response);
        }
    }

    /** Decides before anything answers, where no body is read. */
    public static void foresee(HttpServletRequest request, HttpServletResponse response) {
        Client client = Client.of(request);
        if (client != null && !client.sendsBody()) {
            settle(request, response);
        }
    }

    /** Decides, unless that was done; to be called before the answer is written, where possible. */
    static void settle(HttpServletRequest request, HttpServletResponse response) {
        Client client = Client.of(request);
        if (client != null && !client.mayBeKept() && !response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
    }
}
