package dev.serai.routing;

import dev.serai.http.Envelope;
import dev.serai.http.ErrorResponses;
import dev.serai.http.HttpConsumer;
import dev.serai.http.HttpEngine;
import dev.serai.http.Served;
import dev.serai.wire.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a request to the serving generation if one of its routes has the path, or to the page of the control context that
 * has it; everything else goes on to Spring.
 */
final class GenerationFilter extends OncePerRequestFilter {

    private final Generations generations;
    private final HttpEngine pages;

    GenerationFilter(Generations generations, HttpEngine pages) {
        this.generations = generations;
        this.pages = pages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Generation generation = generations.enter();
        try {
            Optional<Map<String, HttpConsumer>> methods =
                    generation.engine().find(request.getRequestURI(), request.getMethod());
            if (methods.isEmpty()) {
                methods = pages.find(request.getRequestURI(), request.getMethod());
            }
            if (methods.isEmpty()) {
                generation.engine().above(request.getRequestURI()).ifPresent(it -> it.tellErrors(request, response));
                Envelope.overhead(request, response);
                chain.doFilter(request, response);
                if (response.getStatus() == 404 && !response.isCommitted()) {
                    response.sendError(404); // some of Spring's endpoints say no more than the status
                }
                return;
            }
            HttpConsumer consumer = consumer(methods.get(), request.getMethod());
            if (consumer == null) {
                new Served(path(methods.get()), null).note(request);
                String allowed = allowed(methods.get());
                methods.get().values().iterator().next().tellErrors(request, response);
                ErrorResponses.write(
                        request,
                        response,
                        new ApiException(
                                        405,
                                        "invalid_request_error",
                                        "method_not_allowed",
                                        null,
                                        request.getMethod() + " is not served here; use " + allowed)
                                .header("Allow", allowed));
                return;
            }
            consumer.service(request, response);
        } finally {
            generation.leave();
        }
    }

    /** Tomcat sends the head alone of an answer to HEAD. */
    private static HttpConsumer consumer(Map<String, HttpConsumer> methods, String method) {
        HttpConsumer own = methods.get(method);
        return own == null && method.equals("HEAD") ? methods.get("GET") : own;
    }

    private static String path(Map<String, HttpConsumer> methods) {
        return methods.values().iterator().next().shownPath();
    }

    private static String allowed(Map<String, HttpConsumer> methods) {
        TreeSet<String> allowed = new TreeSet<>(methods.keySet());
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return String.join(", ", allowed);
    }
}
