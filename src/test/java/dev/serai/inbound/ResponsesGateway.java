package dev.serai.inbound;

import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A gateway with a provider that knows OpenAI's chats alone, {@code plain}, one that can do little, {@code bare}, and with aliases over it and over OpenAI, which
 * speaks Responses.
 */
final class ResponsesGateway implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("serai.routes=" + routes()).applyTo(context);
    }

    private static Path routes() {
        try {
            Path routes = RoutesCopy.edited("nothing of this", "");
            RoutesCopy.provider(routes, "plain", GatewayTest.UPSTREAM.url() + "/plain", "keyRequired", "false");
            RoutesCopy.provider(
                    routes,
                    "textual",
                    GatewayTest.UPSTREAM.url() + "/textual",
                    "keyRequired",
                    "false",
                    "capabilities",
                    "streaming tools");
            RoutesCopy.provider(
                    routes,
                    "bare",
                    GatewayTest.UPSTREAM.url() + "/bare",
                    "keyRequired",
                    "false",
                    "capabilities",
                    "thinking_blocks");
            RoutesCopy.alias(routes, "plain-chats", "inOrder", "", "openai/m", "plain/m");
            RoutesCopy.alias(routes, "held", "inOrder?recovery=hold", "", "openai/m", "plain/m");
            RoutesCopy.alias(routes, "hedged", "inOrder?hedge=100ms", "", "openai/m", "plain/m");
            RoutesCopy.walls(routes, "said", "openai/m", "plain/m");
            RoutesCopy.walls(routes, "plain", "plain/m", "openai/m");
            RoutesCopy.alias(
                    routes,
                    "shortened",
                    "inOrder",
                    "- setBody: { id: shorten, expression: { simple: { expression:"
                            + " \"${bodyAs(String).replace('Hello', 'Bye')}\" } } }",
                    "openai/m");
            return routes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
