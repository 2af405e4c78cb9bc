package dev.serai.metrics;

import dev.serai.breakers.ClientLeft;
import dev.serai.http.Served;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Around everything that answers, what Tomcat itself refuses included: an answer ends with its last byte. */
final class HttpTimes extends ValveBase {

    private final HttpMeters meters;

    /** The outermost of the valves. */
    record Placement(HttpMeters meters) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

        @Override
        public void customize(TomcatServletWebServerFactory tomcat) {
            tomcat.addEngineValves(new HttpTimes(meters));
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    HttpTimes(HttpMeters meters) {
        super(true);
        this.meters = meters;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        long began = System.nanoTime();
        try {
            getNext().invoke(request, response);
        } finally {
            ended(request, response.getStatus(), System.nanoTime() - began);
        }
    }

    /** The method of what nobody serves is a stranger's word, of which there are many for each path. */
    private void ended(Request request, int status, long nanos) {
        Served served = Served.of(request);
        boolean known = status < 400 || (served != null && served.call() != null);
        meters.ended(
                served == null ? endpoint(request.getRequestURI()) : served.endpoint(),
                known ? request.getMethod() : MeterLabels.OTHER,
                served != null && served.aborted() ? ClientLeft.STATUS : status,
                nanos);
    }

    /** Where no route is: probes and {@code /manage} are told apart from strangers. */
    private static String endpoint(String path) {
        if (path != null && (path.equals("/health") || path.startsWith("/health/"))) {
            return "/health";
        }
        if (path != null && (path.equals("/admin") || path.startsWith("/admin/"))) {
            return "/admin";
        }
        return path != null && (path.equals("/manage") || path.startsWith("/manage/")) ? "/manage" : MeterLabels.OTHER;
    }
}
