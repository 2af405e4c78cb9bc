package dev.serai.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.newcomer.Page.Block;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's first screen and its four tasks, and what {@code docs/extending.md} adds to them, done by who believes
 * every word: from a clone, by its own commands.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadmeTest {

    /** A save serves within three seconds; a busy machine has more. */
    private static final Duration SERVES = Duration.ofSeconds(30);

    private static final FakeUpstream PARROT = new FakeUpstream();

    @TempDir
    private static Path folder;

    private static Page readme;
    private static Page more;
    private static Checkout checkout;
    private static Path log;

    @BeforeAll
    static void firstCommand() throws Exception {
        readme = new Page(Path.of("README.md"));
        more = new Page(Path.of("docs/extending.md"));
        checkout = Checkout.clone(
                folder, Map.of("PARROT_BASE_URL", PARROT.url(), "PARROT_API_KEY", "parrot-key", "SERAI_KEYS", ""));
        log = checkout.start(Page.commands(readme.blocks("Serai", "sh").get(0)).get(0));
    }

    @AfterAll
    static void stop() throws IOException {
        checkout.close();
        PARROT.close();
    }

    private static void write(Block block) {
        Path file = folder.resolve(block.file());
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, block.code());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(String model, String prompt) throws Exception {
        return checkout.run("""
                curl -sS -i http://localhost:8080/v1/chat/completions \
                  -H "Authorization: Bearer $(cat data/project-token)" \
                  -d '{"model": "%s", "messages": [{"role": "user", "content": "%s"}]}'
                """.formatted(model, prompt)).output();
    }

    private static void awaitAnswer(String model, String... expected) {
        await().atMost(SERVES)
                .untilAsserted(() -> assertThat(ask(model, "Hello")).contains(expected));
    }

    @Test
    @Order(1)
    void firstCall_isAnswered_andTheFoldersServe() throws Exception {
        Checkout.Result answer =
                checkout.run(readme.blocks("Serai", "sh").get(1).code());

        assertThat(answer.output()).contains("You said: \\\"Hello\\\".");
        assertThat(Files.readString(log))
                .contains("Serving routes from " + folder.toRealPath().resolve("routes"))
                .contains("Serai is at http://localhost:" + checkout.port());
    }

    @Test
    @Order(2)
    void providerInOpenAisFormat_isAFile() throws Exception {
        String task = "A provider that speaks OpenAI's format";
        readme.blocks(task, "yaml").forEach(ReadmeTest::write);
        awaitAnswer("acme/simulator/echo", "provider_not_configured", "ACME_API_KEY");

        List<String> commands = Page.commands(readme.blocks(task, "sh").get(0));
        checkout.stop();
        checkout.start(commands.get(0));

        assertThat(checkout.run(commands.get(1)).output()).contains("You said: \\\"Hello\\\".");
    }

    @Test
    @Order(3)
    void providerWithItsOwnFormat_isAFileAndTransforms() throws Exception {
        PARROT.answer(request -> Script.json(200, "{\"text\":\"Polly\",\"heard\":1,\"said\":1,\"cut\":false}"));
        String task = "A provider with a format of its own";
        readme.blocks(task, "yaml").forEach(ReadmeTest::write);
        readme.blocks(task, "").forEach(ReadmeTest::write);

        awaitAnswer("parrot/grey", "\"content\":\"Polly\"");
        assertThat(PARROT.last().text()).contains("\"bird\":\"grey\"", "\"says\":\"Hello\"");
    }

    @Test
    @Order(4)
    void streamsOfItsOwnFormat_areAWordAndATransform() throws Exception {
        PARROT.answer(request -> Script.typed(
                200,
                "text/event-stream",
                "data: {\"text\":\"Polly\"}\n\ndata: {\"done\":true,\"heard\":1,\"said\":1,\"cut\":false}\n\n"));
        more.blocks("Providers", "").forEach(ReadmeTest::write);
        Path provider = folder.resolve("routes/providers/parrot.camel.yaml");
        Files.writeString(
                provider,
                Files.readString(provider).replaceFirst("capabilities, value: \"\"", "capabilities, value: streaming"));

        await().atMost(SERVES)
                .untilAsserted(() -> assertThat(checkout.run("""
                        curl -sSN http://localhost:8080/v1/chat/completions \
                          -H "Authorization: Bearer $(cat data/project-token)" \
                          -d '{"model": "parrot/grey", "stream": true, "messages": [{"role": "user", "content": "Hello"}]}'
                        """).output())
                        .contains("\"content\":\"Polly\"", "\"finish_reason\":\"stop\"", "[DONE]"));
    }

    @Test
    @Order(5)
    void routingRule_isAFile() {
        readme.blocks("A routing rule", "yaml").forEach(ReadmeTest::write);

        awaitAnswer("fast", "x-serai-model: echo", "You said");
    }

    @Test
    @Order(6)
    void policyStep_isAFileAndALine() throws Exception {
        List<Block> blocks = readme.blocks("A policy step", "yaml");
        List<Block> others = more.blocks("Policies: the body is the request", "yaml");
        Stream.concat(blocks.stream(), others.stream())
                .filter(block -> block.code().startsWith("# "))
                .forEach(ReadmeTest::write);
        more.blocks("Policies: the body is the request", "").forEach(ReadmeTest::write);
        Path inbound = folder.resolve("routes/inbound/chat-completions.camel.yaml");
        String before = "        - to: { id: route-chat";
        String line = blocks.get(1).code();
        Files.writeString(
                inbound,
                Files.readString(inbound)
                        .replace(
                                before,
                                line + line.replace("pace", "short") + line.replace("pace", "redact") + before));

        String prompt = "far too long ".repeat(9000);
        await().atMost(SERVES).untilAsserted(() -> {
            Path body = folder.resolve("long.json");
            Files.writeString(
                    body,
                    "{\"model\":\"simulator/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}");
            assertThat(checkout.run("""
                    curl -sS http://localhost:8080/v1/chat/completions \
                      -H "Authorization: Bearer $(cat data/project-token)" -d @long.json
                    """).output())
                    .contains("prompt_too_long", "Prompts over 100 kB are not served here");
        });
        assertThat(ask("simulator/echo", "Pay by 4111111111111111")).contains("You said: \\\"Pay by [card]\\\"");
    }
}
