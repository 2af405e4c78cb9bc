package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import dev.serai.support.SmallGateway;
import dev.serai.support.SmallGateway.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A gateway of 512 MB that would end where that is not enough, and much that would need more, many at a time. */
class SmallHeapTest {

    private static final int AT_A_TIME = 12;
    private static final String OK = "{\"choices\":[]}";

    private static final FakeUpstream UPSTREAM = new FakeUpstream(1000);
    private static SmallGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = SmallGateway.start("512m", UPSTREAM, "openai", "anthropic");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        UPSTREAM.close();
    }

    private static byte[] gzip(String beginning, String repeated, int times, String end) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(beginning.getBytes(StandardCharsets.UTF_8));
            byte[] part = repeated.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < times; i++) {
                out.write(part);
            }
            out.write(end.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static byte[] chat(String model, String members) {
        return ("{\"model\":\"" + model + "\"," + members + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends so many at a time; a small request among them is answered. */
    private static List<Answer> together(Callable<Answer> request) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            IntStream.range(0, AT_A_TIME).forEach(i -> answers.add(clients.submit(request)));
            Answer small = gateway.exchange("/v1/chat/completions", chat("simulator/echo", ""));
            assertThat(small.status()).as(small.beginning()).isEqualTo(200);
            List<Answer> all = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } finally {
            clients.shutdown();
            assertThat(gateway.isAlive()).isTrue();
        }
    }

    private static void assertAnswered(List<Answer> answers, Integer... statuses) throws Exception {
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.beginning()).isIn((Object[]) statuses));
        for (int i = 0; i < 100 && !gateway.get("/health").body().contains("\"taken\":0"); i++) {
            Thread.sleep(50); // what an answer took is given back just after its last byte
        }
        assertThat(gateway.get("/health").body()).contains("\"taken\":0");
    }

    @Test
    void unpackedBodies_areTakenInAsFarAsThereIsMemory() throws Exception {
        UPSTREAM.answer(Script.json(200, OK));
        byte[] body = gzip(
                "{\"model\":\"openai/m\",\"messages\":[{\"role\":\"user\",\"content\":\"",
                "x".repeat(1000),
                60_000,
                "\"}]}");
        List<Answer> answers =
                together(() -> gateway.exchange("/v1/chat/completions", body, "Content-Encoding", "gzip"));
        assertAnswered(answers, 200, 429);
        assertThat(answers).anyMatch(answer -> answer.status() == 200);
    }

    @Test
    void unpackedBodiesThatAreTooLarge_areRefused() throws Exception {
        byte[] body = gzip("{\"model\":\"openai/m\",\"x\":\"", "x".repeat(1000), 200_000, "\"}");
        assertAnswered(
                together(() -> gateway.exchange("/v1/chat/completions", body, "Content-Encoding", "gzip")), 413, 429);
    }

    @Test
    void bodiesOfManySmallValues_areRefusedBeforeTheyAreTrees() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"content\":[],\"usage\":{}}"));
        for (String value : new String[] {"[],", "{},", "1.5,", "\"\",", "{\"a\":[{}]},", "[[[[[[[[]]]]]]]],"}) {
            byte[] body = gzip(
                    "{\"model\":\"anthropic/claude-sonnet-4-5\",\"max_tokens\":5,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"metadata\":[",
                    value.repeat(1000),
                    12_000_000 / value.length() / 1000,
                    "0]}");
            assertAnswered(
                    together(() -> gateway.exchange("/v1/chat/completions", body, "Content-Encoding", "gzip")),
                    200,
                    400,
                    413,
                    429);
        }
    }

    @Test
    void answersThatAreAnnouncedAndDoNotCome_takeNothing() throws Exception {
        String head = "HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: ";
        for (String length : new String[] {"2000000000", "120000000", "99999999999"}) {
            // 503: after so many failures the model rests
            UPSTREAM.answer(Script.silent().raw(head + length + "\r\n\r\n{").close());
            assertAnswered(
                    together(() -> gateway.exchange("/v1/chat/completions", chat("openai/announced" + length, ""))),
                    502,
                    503);
        }
    }

    @Test
    void largeAnswers_arePassedAsFarAsThereIsMemory() throws Exception {
        String body = "{\"choices\":[],\"x\":\"" + "y".repeat(40_000_000) + "\"}";
        UPSTREAM.answer(Script.json(200, body));
        List<Answer> answers = together(() -> gateway.exchange("/v1/chat/completions", chat("openai/large", "")));
        assertAnswered(answers, 200, 503);
        assertThat(answers.stream()
                        .map(answer -> answer.beginning().substring(0, 30))
                        .toList())
                .contains(body.substring(0, 30));
    }

    @Test
    void largeEventsOfStreams_arePassedAsFarAsThereIsMemory() throws Exception {
        String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "y".repeat(12_000_000)
                + "\"},\"finish_reason\":\"stop\"}]}\n\n";
        UPSTREAM.answer(
                Script.stream().dribble(event, 1 << 20).send("data: [DONE]\n\n").end());
        assertAnswered(
                together(() -> gateway.exchange("/v1/chat/completions", chat("openai/streams", "\"stream\":true,"))),
                200,
                502,
                503);
    }

    @Test
    void namesOfMegabytes_areKeptNowhere() throws Exception {
        String name = "x".repeat(8_000_000);
        for (int i = 0; i < 3; i++) {
            byte[] body = chat("openai/" + i + name, "");
            assertAnswered(together(() -> gateway.exchange("/v1/chat/completions", body)), 400, 429);
        }
    }
}
