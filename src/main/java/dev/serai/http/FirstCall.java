package dev.serai.http;

import dev.serai.SeraiProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says after the start where the gateway is, and a first call to copy. */
@Component
class FirstCall {

    private static final Logger LOG = LoggerFactory.getLogger(FirstCall.class);

    private final Path token;
    private final ServerProperties server;

    FirstCall(SeraiProperties serai, ServerProperties server) {
        this.token = serai.data().resolve("project-token");
        this.server = server;
    }

    @EventListener
    void tell(ServletWebServerInitializedEvent started) {
        boolean tls = server.getSsl() != null && server.getSsl().isEnabled();
        String host =
                server.getAddress() == null ? "localhost" : server.getAddress().getHostAddress();
        String address = (tls ? "https://" : "http://") + host + ":"
                + started.getWebServer().getPort();
        LOG.info("Serai is at {}; a browser is shown how to begin there. A first call:", address);
        LOG.info(
                "curl {}/v1/chat/completions -H \"Authorization: Bearer {}\" -d '{}'",
                address,
                Files.exists(token) ? "$(cat " + token + ")" : "<a token>",
                "{\"model\": \"simulator/echo\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}");
    }
}
