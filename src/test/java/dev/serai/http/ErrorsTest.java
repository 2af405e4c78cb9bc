package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.support.RoutesCopy;
import dev.serai.wire.Json;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Errors of the JVM, wherever they are thrown, are answered, logged once, and no connection or thread is lost by them. */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class ErrorsTest extends GatewayTest {

    private static final String ROUTE = """
        - route:
            id: model-boom
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-boom
              steps:
                - process: { id: boom, ref: "#class:dev.serai.http.Boom" }
        """;

    @DynamicPropertySource
    static void route(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("nothing of this", "");
        Files.writeString(routes.resolve("models/boom.camel.yaml"), ROUTE);
        properties.add("serai.routes", routes::toString);
    }

    /** Throws at {@code /boom}, and at {@code /late-boom} when a part of an answer is out. */
    @TestConfiguration
    static class Throwing {

        @Bean
        FilterRegistrationBean<HttpFilter> throwing() {
            return new FilterRegistrationBean<>(new HttpFilter() {
                private static final long serialVersionUID = 1L;

                @Override
                protected void doFilter(
                        HttpServletRequest request, HttpServletResponse response, jakarta.servlet.FilterChain chain)
                        throws IOException, jakarta.servlet.ServletException {
                    if (request.getRequestURI().endsWith("-boom")) {
                        response.getOutputStream().write('a');
                        response.flushBuffer();
                    }
                    if (request.getRequestURI().endsWith("boom")) {
                        throw Boom.error.get();
                    }
                    chain.doFilter(request, response);
                }
            });
        }
    }

    static Stream<Supplier<Error>> errors() {
        return Stream.of(
                StackOverflowError::new,
                () -> new OutOfMemoryError("a test's"),
                () -> new NoClassDefFoundError("a test's"),
                () -> new AssertionError("a test's"),
                () -> new InternalError("a test's"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorInARoute_isAnswered(Supplier<Error> error, CapturedOutput output) throws Exception {
        Boom.error = error;
        Boom.later = false;
        try (RawConnection client = new RawConnection(port)) {
            assertFailed(client.sendChat(chat("boom")).reply());
        }

        assertLoggedOnce(error, output);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorInAStream_isItsLastEvent(Supplier<Error> error, CapturedOutput output) throws Exception {
        Boom.error = error;
        Boom.later = true;
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.sendChat(streamedChat("boom")).reply();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .startsWith(Boom.FIRST)
                    .contains("data: {\"error\":", "internal_error")
                    .endsWith("}\n\n");
            assertThat(client.brokeOff()).isTrue();
        }

        assertLoggedOnce(error, output);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorInAFilter_isAnswered(Supplier<Error> error, CapturedOutput output) throws Exception {
        Boom.error = error;
        try (RawConnection client = new RawConnection(port)) {
            assertFailed(client.send("GET /boom HTTP/1.1\r\nHost: a\r\n\r\n").reply());
        }

        assertLoggedOnce(error, output);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorAmidAnAnswer_cutsIt(Supplier<Error> error, CapturedOutput output) throws Exception {
        Boom.error = error;
        try (RawConnection client = new RawConnection(port)) {
            Reply reply =
                    client.send("GET /late-boom HTTP/1.1\r\nHost: a\r\n\r\n").reply();

            assertThat(reply.body()).isEqualTo("a");
            assertThat(client.brokeOff()).isTrue();
            assertThat(client.isClosed()).isTrue();
        }

        assertLoggedOnce(error, output);
    }

    private static void assertFailed(Reply reply) throws IOException {
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.headers()).containsKey("x-request-id");
        assertThat(Json.MAPPER.readTree(reply.body()).at("/error/code").asText())
                .isEqualTo("internal_error");
    }

    private static void assertLoggedOnce(Supplier<Error> error, CapturedOutput output) {
        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains(" ERROR "))
                        .count())
                .as(output.getAll())
                .isEqualTo(1);
        assertThat(output.getAll()).contains(error.get().getClass().getName());
    }
}
