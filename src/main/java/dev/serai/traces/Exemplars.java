package dev.serai.traces;

import dev.serai.usage.EndedRequest;
import dev.serai.usage.RequestObserver;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.PriorityOrdered;

/**
 * Has the span of a request that ends be its thread's before any meter of the request is recorded, until the last one was:
 * that of the whole answer, which is recorded around everything.
 */
record Exemplars(CurrentSpan current)
        implements RequestObserver, WebServerFactoryCustomizer<TomcatServletWebServerFactory>, PriorityOrdered {

    /** Outside of whoever measures. */
    private static final class Around extends ValveBase {

        private final CurrentSpan current;

        Around(CurrentSpan current) {
            super(true);
            this.current = current;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            try {
                getNext().invoke(request, response);
            } finally {
                current.ends();
            }
        }
    }

    /** Before all that have an order. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void ended(EndedRequest request) {
        current.begins(request.call());
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(new Around(current));
    }
}
