package dev.serai.hawtio;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.log.Secrets;
import dev.serai.routing.Generations;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code /manage/hawtio/jolokia}: JMX over HTTP, as Hawtio asks for it. Whoever may read may ask; what of it is done, {@link
 * JmxPolicy} says.
 */
@RestController
@OnHawtio
class JmxOverHttp implements DisposableBean {

    static final String PATH = Console.PATH + "/jolokia";

    private static final int LONGEST_QUESTION = 1 << 20;

    private final JmxAgent agent;
    private final ServingName serving;

    JmxOverHttp(ServletContext servlets, Database database, Generations generations) throws ServletException {
        agent = new JmxAgent(new JmxPolicy(database), servlets);
        serving = new ServingName(() -> generations.serving().context());
    }

    @Does(Act.READ)
    @RequestMapping(
            path = {PATH, PATH + "/**"},
            method = {RequestMethod.GET, RequestMethod.POST})
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        byte[] question = request.getInputStream().readNBytes(LONGEST_QUESTION + 1);
        if (question.length > LONGEST_QUESTION) {
            throw new ApiException(
                    413, "invalid_request_error", "request_too_large", null, "Ask for less at a time: 1 MB at most");
        }
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        agent.service(new JmxQuestion(request, new String(question, StandardCharsets.UTF_8), serving), answer);
        String text = serving.inAnswer(new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8));
        // MBeans are made by many, and an address in a user's own file may have a key in it
        byte[] safe = Secrets.known().masked(text).getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(safe.length);
        response.getOutputStream().write(safe);
    }

    @Override
    public void destroy() {
        agent.destroy();
    }
}
