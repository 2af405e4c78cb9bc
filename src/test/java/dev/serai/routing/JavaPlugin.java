package dev.serai.routing;

import dev.serai.control.Control;
import dev.serai.support.Answers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.annotation.Bean;

/** What a team adds to the gateway in Java. */
class JavaPlugin {

    /** A policy, an alias and a provider of a template that stands in a file. */
    @Bean
    RouteBuilder mine() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:mark").routeId("policy-mark").bean("marks");
                from("direct:model-java").routeId("model-java").to("target:simulator/echo");
                from("direct:provider-mapped").routeId("policy-unused").setBody(constant("nobody"));
                templatedRoute("embedded-provider")
                        .routeId("provider-java")
                        .parameter("provider", "java")
                        .parameter("bean", "simulator");
            }
        };
    }

    @Bean
    LambdaRouteBuilder lambda() {
        return routes -> routes.from("platform-http:/hello?httpMethodRestrict=GET")
                .routeId("inbound-java")
                .setBody()
                .constant("hello");
    }

    /** An answer that can be read and not closed. */
    @Bean
    LambdaRouteBuilder unclosable() {
        return routes -> routes.from("platform-http:/unclosable?httpMethodRestrict=GET")
                .routeId("inbound-unclosable")
                .process(exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(new byte[] {'x'}) {
                    @Override
                    public void close() {
                        throw new StackOverflowError("a test's");
                    }
                }));
    }

    @Bean
    @Control
    RouteBuilder background() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/page?httpMethodRestrict=GET")
                        .routeId("page")
                        .setBody(constant("a page"));
            }
        };
    }

    @Bean
    Marks marks() {
        return new Marks();
    }

    @Bean
    Providers.Text textProvider() {
        return new Providers.Text();
    }

    @Bean
    Providers.Bytes bytesProvider() {
        return new Providers.Bytes();
    }

    @Bean
    Providers.Mapped mapProvider() {
        return new Providers.Mapped();
    }

    @Bean
    Providers.Streamed streamProvider() {
        return new Providers.Streamed();
    }

    /** A policy: it gets the request as a map, and what it gives is the request from then on. */
    public static class Marks {
        public Map<String, Object> mark(Map<String, Object> request) {
            request.put("user", "marked");
            return request;
        }
    }

    /** What a provider's bean may give. */
    static final class Providers {

        public static class Text {
            public String answer(String request) {
                return Answers.WHOLE.replace("Hi", request.contains("marked") ? "marked" : "not marked");
            }
        }

        public static class Bytes {
            public byte[] answer(byte[] request) {
                return Answers.WHOLE.getBytes(StandardCharsets.UTF_8);
            }
        }

        public static class Mapped {
            public Map<String, Object> answer(Map<String, Object> request) {
                return Map.of(
                        "id",
                        "1",
                        "object",
                        "chat.completion",
                        "created",
                        1,
                        "model",
                        request.get("model"),
                        "choices",
                        List.of(Map.of(
                                "index",
                                0,
                                "finish_reason",
                                "stop",
                                "message",
                                Map.of("role", "assistant", "content", "Hi"))),
                        "usage",
                        Map.of("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2));
            }
        }

        public static class Streamed {
            public InputStream answer(String request) {
                String answer = request.contains("\"stream\":true") ? Answers.stream("Hi") : Answers.WHOLE;
                return new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
