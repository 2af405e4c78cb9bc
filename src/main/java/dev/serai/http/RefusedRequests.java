package dev.serai.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what Tomcat refuses before any filter sees it (a malformed request line, headers that are too large) with
 * OpenAI's error object and the headers of every other answer, where Tomcat would write a page of HTML.
 */
final class RefusedRequests extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);

    private final SecurityHeaders security;

    RefusedRequests(SecurityHeaders security) {
        this.security = security;
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (thrown != null && status == 500) {
            LOG.error("A request failed outside of any route", thrown);
        }
        try {
            Envelope.seal(request, response, security);
            ErrorResponses.write(request, response, UnservedRequests.error(status, request));
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("The client did not wait for its error", e);
        }
    }
}
