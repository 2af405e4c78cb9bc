package dev.serai.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * What becomes of a connection when a request was answered before its body was read, whatever the answer is: the one
 * decision for all. A small body that is there already keeps the connection; otherwise it is closed, and the answer says so.
 */
final class UnreadBody extends ValveBase {

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

    /** An answer with which that is decided before any of it can be on its way. */
    static HttpServletResponse settledBy(HttpServletRequest request, HttpServletResponse response) {
        return new HttpServletResponseWrapper(response) {

            @Override
            public ServletOutputStream getOutputStream() throws IOException {
                settle(request, response);
                return super.getOutputStream();
            }

            @Override
            public PrintWriter getWriter() throws IOException {
                settle(request, response);
                return super.getWriter();
            }

            @Override
            public void sendError(int status) throws IOException {
                settle(request, response);
                super.sendError(status);
            }

            @Override
            public void sendError(int status, String message) throws IOException {
                settle(request, response);
                super.sendError(status, message);
            }

            @Override
            public void flushBuffer() throws IOException {
                settle(request, response);
                super.flushBuffer();
            }
        };
    }

    private static void settle(HttpServletRequest request, HttpServletResponse response) {
        Client client = Client.of(request);
        if (client != null && !client.mayBeKept() && !response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
    }
}
