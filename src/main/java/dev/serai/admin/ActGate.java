package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.http.ErrorResponses;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Decides who may have a request done, by the handler that is going to do it: whatever method, path or type a request was
 * written with, it counts for nothing here. What is not known is for nobody.
 */
final class ActGate implements HandlerInterceptor {

    private static final String METRICS = "/manage/metrics";

    /** For everybody: probes, the page that tells errors, and files, of which there are none. */
    private static final Set<String> OPEN = Set.of("/health", "/health/**", "/health/{*path}", "/error", "/**", "/");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        try {
            String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            Act act = act(handler, pattern);
            if (act != Act.LOG_IN && !isOpen(handler, pattern)) {
                AdminVisit.of(request).require(act);
            }
            return true;
        } catch (ApiException refusal) {
            ErrorResponses.write(request, response, refusal);
            return false;
        }
    }

    /** What a handler does; null where it does not say it. */
    static Act act(Object handler, String pattern) {
        Does does = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Does.class) : null;
        if (does != null) {
            return does.value();
        }
        return pattern.equals(METRICS) ? Act.READ : null;
    }

    static boolean isOpen(Object handler, String pattern) {
        boolean tellsMethods = handler instanceof HandlerMethod method
                && method.getBeanType().getEnclosingClass() == RequestMappingInfoHandlerMapping.class;
        return OPEN.contains(pattern) || tellsMethods;
    }
}
