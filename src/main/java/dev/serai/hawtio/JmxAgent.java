package dev.serai.hawtio;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jolokia.core.api.LogHandler;
import org.jolokia.server.core.config.Configuration;
import org.jolokia.server.core.http.AgentServlet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jolokia's servlet, with a policy, and set up by nothing but this. */
final class JmxAgent extends AgentServlet {

    private static final Logger LOG = LoggerFactory.getLogger(JmxAgent.class);

    /** Errors say what is wrong and no more; its address is not looked up in the DNS. */
    private static final Map<String, String> SETTINGS = Map.of(
            "agentId", "serai",
            "allowErrorDetails", "false",
            "includeStackTrace", "false",
            "discoveryAgentUrl", JmxOverHttp.PATH,
            "discoveryEnabled", "false",
            "disableDetectors", "true",
            "mimeType", "application/json");

    JmxAgent(JmxPolicy policy, ServletContext servlets) throws ServletException {
        super(policy);
        init(new Settings(servlets));
    }

    @Override
    protected LogHandler createLogHandler(ServletConfig servlet, Configuration settings) {
        return new LogHandler() {
            @Override
            public void debug(String message) {
                LOG.debug(message);
            }

            @Override
            public void info(String message) {
                LOG.debug(message);
            }

            @Override
            public void error(String message, Throwable thrown) {
                LOG.warn(message, thrown);
            }

            @Override
            public boolean isDebug() {
                return false;
            }
        };
    }

    private record Settings(ServletContext servlets) implements ServletConfig {

        @Override
        public String getServletName() {
            return "jolokia";
        }

        @Override
        public ServletContext getServletContext() {
            return servlets;
        }

        @Override
        public String getInitParameter(String name) {
            return SETTINGS.get(name);
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(SETTINGS.keySet());
        }
    }
}
