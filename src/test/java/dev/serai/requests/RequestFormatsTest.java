package dev.serai.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.OwnGateway;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One variable makes JSON of the log: each line is an object, and what a request's line says are its members. */
@ExtendWith(OutputCaptureExtension.class)
class RequestFormatsTest {

    private static final String FORGED = "m\"}\n{\"forged\":true,\"status\":200}\r\u001b[2J\u202e\u2028";
    private static final String CANARY = "sk-serai-canary0123456789abcdef";

    @TempDir
    private Path data;

    private final Properties before = (Properties) System.getProperties().clone();

    /** While another gateway of this JVM is there, Spring Boot would leave the log as that one has it. */
    @BeforeEach
    void logAnew() {
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    }

    /** What Spring Boot makes of its settings outlives a gateway. */
    @AfterEach
    void logAsUsual() {
        System.setProperties(before);
        OwnGateway.start(Map.of("serai.data", data.resolve("after").toString())).close();
    }

    /** As it ships: nobody waits for the log, and each request has a line. */
    private OwnGateway start(String format) {
        return OwnGateway.start(Map.of(
                "serai.data",
                data.toString(),
                "serai.anonymous",
                "loopback",
                "SERAI_LOG_QUEUE",
                "8192",
                "SERAI_REQUESTS_LOG_LEVEL",
                "INFO",
                "LOGGING_STRUCTURED_FORMAT_CONSOLE",
                format,
                "logging.structured.format.console",
                format));
    }

    private static String chat(String model, String prompt) {
        ObjectNode chat = Json.MAPPER.createObjectNode().put("model", model);
        chat.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return chat.toString();
    }

    private static List<JsonNode> lines(String output) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : output.lines().filter(it -> !it.isBlank()).toList()) {
            lines.add(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        return lines;
    }

    @ParameterizedTest
    @CsvSource({
        "ecs,log.logger,/log/logger,message,''",
        "logstash,logger_name,/logger_name,message,''",
        "gelf,_log_logger,/_log_logger,short_message,_"
    })
    void request_isAnObject_whoeverTriesToForgeOne(
            String format, String key, String logger, String message, String prefix, CapturedOutput output)
            throws Exception {
        String answered;
        try (OwnGateway gateway = start(format)) {
            int from = ("\n" + output.getOut()).indexOf("\n{"); // lines before that are of the start
            answered = gateway.send("POST", "/v1/chat/completions", chat("simulator/echo", "Tell me of " + CANARY))
                    .headers()
                    .firstValue("x-request-id")
                    .orElseThrow();
            gateway.send("POST", "/v1/chat/completions", chat(FORGED, "Tell me"), "Authorization", "Bearer " + CANARY);
            gateway.send("POST", "/v1/chat/completions", chat(CANARY, "Tell me"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> output.getOut().split("/v1/chat/completions (200|401|404)", -1).length >= 4);

            List<JsonNode> requests = lines(output.getOut().substring(from)).stream()
                    .filter(line ->
                            line.at(logger).asText(line.path(key).asText()).equals("requests"))
                    .toList();

            assertThat(requests).hasSize(3);
            JsonNode line = requests.get(0);
            assertThat(line.path(message).asText()).isEqualTo("/v1/chat/completions 200");
            assertThat(line.path(prefix + "requestId").asText()).isEqualTo(answered);
            assertThat(line.path(prefix + "status").isInt()).isTrue();
            assertThat(line.path(prefix + "latencyMs").isNumber()).isTrue();
            assertThat(line.path(prefix + "stream").isBoolean()).isTrue();
            assertThat(line.path(prefix + "cost").isNumber()).isTrue();
            assertThat(line.path(prefix + "provider").asText()).isEqualTo("simulator");
            assertThat(requests).noneMatch(it -> it.has("forged"));
            assertThat(output.getOut()).doesNotContain("canary0123456789", "Tell me");
        }
    }
}
