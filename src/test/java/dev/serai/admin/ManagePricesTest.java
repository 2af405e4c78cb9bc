package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** {@code /manage/prices}, where files are read only when asked to. */
@TestPropertySource(properties = "serai.watch-interval=0")
class ManagePricesTest extends ManageTest {

    private static final String LIST = """
            version: "%s"
            currency: USD
            prices:
              openai/m1: {input: 1.25, output: 10, above: [{tokens: 200000, input: 2.5}]}
              simulator/*: {input: 1, output: 2}
            """;

    @TempDir
    static Path folder;

    @DynamicPropertySource
    static void prices(DynamicPropertyRegistry properties) throws IOException {
        write(LIST.formatted("first"));
        properties.add("serai.prices", () -> folder.resolve("prices.yaml").toString());
    }

    private static void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("prices.yaml"), yaml);
    }

    @BeforeEach
    void begin() throws Exception {
        write(LIST.formatted("first"));
        send("POST", "prices/reload", null);
    }

    @Test
    void report_showsWhatCounts() throws Exception {
        JsonNode report = json(read("prices"));
        assertThat(report.path("version").asText()).isEqualTo("first");
        assertThat(report.path("currency").asText()).isEqualTo("USD");
        assertThat(report.at("/models/0/model").asText()).isEqualTo("openai/m1");
        assertThat(report.at("/models/0/rates/input").decimalValue()).isEqualByComparingTo("1.25");
        assertThat(report.at("/models/0/above/0/tokens").asLong()).isEqualTo(200_000);
        assertThat(report.path("problems")).isEmpty();
    }

    @Test
    void reload_takesWhatIsThere() throws Exception {
        write(LIST.formatted("second"));
        assertThat(json(read("prices")).path("version").asText()).isEqualTo("first");
        assertThat(json(send("POST", "prices/reload", null)).path("version").asText())
                .isEqualTo("second");
        assertThat(json(read("prices")).path("version").asText()).isEqualTo("second");
    }

    @Test
    void reload_ofAMistake_keepsThePrices() throws Exception {
        write(LIST.formatted("third").replace("output: 10,", "outptu: 10,"));
        HttpResponse<String> refused = send("POST", "prices/reload", null);

        assertProblem(refused, 422, "invalid_prices");
        assertThat(json(refused).at("/errors/0/field").asText()).endsWith("prices.yaml:4");
        JsonNode report = json(read("prices"));
        assertThat(report.path("version").asText()).isEqualTo("first");
        assertThat(report.at("/problems/0/line").asInt()).isEqualTo(4);
    }
}
