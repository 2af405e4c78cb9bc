package dev.serai.hawtio;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.web.util.UriComponentsBuilder;

/** A request as Jolokia's servlet would get it if it was mapped there: of parameters those that say how to answer. */
final class JmxQuestion extends HttpServletRequestWrapper {

    /** What is not here would have an answer be a script, or ask a JVM that is elsewhere. */
    private static final Set<String> PARAMETERS = Set.of(
            "maxDepth",
            "maxCollectionSize",
            "maxObjects",
            "ignoreErrors",
            "canonicalNaming",
            "ifModifiedSince",
            "includeRequest",
            "serializeLong",
            "listKeys",
            "listCache",
            "openTypes");

    private final byte[] body;
    private final ServingName serving;

    JmxQuestion(HttpServletRequest request, String body, ServingName serving) {
        super(request);
        this.body = serving.inQuestion(body).getBytes(StandardCharsets.UTF_8);
        this.serving = serving;
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    @Override
    public String getServletPath() {
        return JmxOverHttp.PATH;
    }

    @Override
    public String getPathInfo() {
        String path = super.getServletPath().substring(JmxOverHttp.PATH.length());
        return path.isEmpty() ? null : serving.inQuestion(path);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> known = new TreeMap<>();
        for (String name : PARAMETERS) {
            String value = getParameter(name);
            if (value != null) {
                known.put(name, new String[] {value});
            }
        }
        return known;
    }

    /** From the address alone: the body is no form. */
    @Override
    public String getParameter(String name) {
        return PARAMETERS.contains(name)
                ? UriComponentsBuilder.newInstance()
                        .query(getQueryString())
                        .build()
                        .getQueryParams()
                        .getFirst(name)
                : null;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BodyStream(body);
    }
}
