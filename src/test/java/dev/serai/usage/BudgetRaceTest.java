package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.limits.Budgets;
import dev.serai.limits.Period;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.FakeUpstream;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Many requests at once spend no more than there is, where what they may cost can be foreseen. */
@Timeout(120)
class BudgetRaceTest extends CallingGatewayTest {

    private static final String GPT = "openai/gpt-4o"; // 2.50 and 10 dollars a million
    private static final int LONG = 200_000; // tokens for two dollars

    @Autowired
    private Budgets budgets;

    @DynamicPropertySource
    static void alias(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "dear", "inOrder", "", "groq/llama-3.1-8b-instant", GPT);
        properties.add("serai.routes", routes::toString);
    }

    private Issued budgeted(String amount) {
        return token(budgeted(new Budget(null, new Amounts(null, null, new BigDecimal(amount)))));
    }

    private static String chat(String model, String members) {
        return chat(model).replaceFirst("\\{", "{" + members + ",");
    }

    /** Writes as much as it may, and says so. */
    private static Script spends(FakeUpstream.Received request, int pause) {
        try {
            var asked = Json.parse(request.body());
            int prompt = asked.path("messages").toString().length() / 4;
            int written = asked.path("max_tokens").asInt(LONG) * asked.path("n").asInt(1);
            String usage = "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                    .formatted(prompt, written, prompt + written);
            if (!asked.path("stream").asBoolean()) {
                String body = Answers.WHOLE.replaceFirst("}$", ",\"usage\":" + usage + "}");
                return Script.silent()
                        .pause(pause)
                        .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body);
            }
            return Script.stream()
                    .pause(pause)
                    .send(Answers.content("Hi"))
                    .pause(pause)
                    .send(Answers.finish()
                            + Answers.usage().replaceFirst("\\{\"prompt_tokens\".*?}", usage)
                            + Answers.DONE)
                    .end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BigDecimal spent(Issued caller) throws Exception {
        Budgets.BudgetAccount account = new Budgets.BudgetAccount(
                "project:" + caller.token().project(), Period.at(Period.Span.TOTAL, Instant.now()));
        assertThat(await(() -> budgets.held(account), held -> held.signum() == 0))
                .isZero();
        return budgets.spent(account);
    }

    @Test
    void requestsAtOnce_passAsLongAsThereIsMoney() throws Exception {
        UPSTREAM.answer(request -> spends(request, 500));
        Issued caller = budgeted("10.1");

        List<Integer> statuses = atOnce(
                60, 60, () -> call(caller, chat(GPT, "\"max_tokens\":" + LONG)).statusCode());

        assertThat(statuses).containsOnly(200, 429);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(5);
        assertThat(spent(caller)).isBetween(new BigDecimal("10"), new BigDecimal("10.1"));
    }

    @Test
    void refusal_saysWhatIsHeldAndThatItMayPassLater() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("Hi")).stall(30));
        Issued caller = budgeted("3");

        try (EventReader stream = open(caller, chat(GPT, "\"stream\":true,\"max_tokens\":" + LONG))) {
            stream.next();
            HttpResponse<String> refused = call(caller, chat(GPT, "\"max_tokens\":" + LONG));

            assertRefused(refused, 429, "insufficient_quota");
            assertThat(error(refused).path("message").asText())
                    .contains("0 is spent", "hold 2.000", "this one may cost 2.000");
            assertThat(refused.headers().firstValue("x-should-retry")).contains("true");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":128,\"max_tokens\":100000",
                "\"n\":128",
                "\"n\":1.28e2,\"max_tokens\":100000",
                "\"n\":999999999,\"max_tokens\":999999999",
                "\"max_tokens\":100000000",
                "\"max_tokens\":1,\"max_completion_tokens\":100000000"
            })
    void whatOneRequestMayCost_isNotMoreThanThereIs(String members) throws Exception {
        UPSTREAM.answer(request -> spends(request, 0));
        Issued caller = budgeted("1");

        HttpResponse<String> refused = call(caller, chat(GPT, members));

        assertRefused(refused, 429, "insufficient_quota");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void manyInputsOfEmbeddings_areForeseen() throws Exception {
        Issued caller = budgeted("0.01");
        String body = "{\"model\":\"openai/text-embedding-3-large\",\"input\":[\"" + "four".repeat(100_000) + "\"]}";
        UPSTREAM.answer(Script.json(500, "{}"));

        assertRefused(callAt("/v1/embeddings", caller, body), 429, "insufficient_quota");
    }

    @Test
    void promptsOfATextCompletion_areForeseen() throws Exception {
        Issued caller = budgeted("3");
        String body = "{\"model\":\"openai/gpt-4o\",\"prompt\":[\"a\",\"b\",\"c\"],\"max_tokens\":50000,\"best_of\":4}";

        assertRefused(callAt("/v1/completions", caller, body), 429, "insufficient_quota");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dear", "groq/llama-3.1-8b-instant\",\"fallbacks\":[\"openai/gpt-4o\"],\"user\":\"u"})
    void dearestOfThoseWhoMayAnswer_isForeseen(String model) throws Exception {
        Issued caller = budgeted("1");
        UPSTREAM.answer(request -> spends(request, 0));

        assertRefused(call(caller, chat(model, "\"max_tokens\":" + LONG)), 429, "insufficient_quota");
    }

    @Test
    void unboundedRequest_mayUseWhatIsLeftAlone() throws Exception {
        UPSTREAM.answer(request -> spends(request, 500));
        Issued caller = budgeted("0.5");

        List<Integer> statuses = atOnce(
                20, 20, () -> call(caller, chat("openai/gpt-4o-2024-05-13")).statusCode());

        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "0.5", "2"})
    void twoHundredAtOnce_neverSpendMoreThanThereIs(String amount) throws Exception {
        UPSTREAM.answer(request -> switch (request.text().hashCode() & 7) {
            case 0 -> Script.json(503, "{\"error\":{\"message\":\"no\"}}");
            case 1 -> Script.json(200, "{\"choices\":[{\"mess");
            case 2 -> Script.stream().send(Answers.content("Hi")).reset();
            default -> spends(request, 30);
        });
        Issued caller = budgeted(amount);
        Random random = new Random(7);
        AtomicInteger next = new AtomicInteger();
        int[] seeds = random.ints(600, 0, 1000).toArray();

        List<Integer> statuses = atOnce(600, 200, () -> ask(caller, seeds[next.getAndIncrement()]));

        assertThat(statuses).contains(429);
        assertThat(spent(caller))
                .isBetween(new BigDecimal(amount).multiply(new BigDecimal("0.5")), new BigDecimal(amount));
    }

    /** Whole or streamed, of one or several choices, read to the end or left. */
    private int ask(Issued caller, int seed) throws Exception {
        String members = "\"seed\":%d,\"n\":%d,\"max_tokens\":%d".formatted(seed, 1 + seed % 3, 100 + seed);
        if (seed % 2 == 0) {
            return call(caller, chat(GPT, members)).statusCode();
        }
        try (EventReader stream = open(caller, chat(GPT, "\"stream\":true," + members))) {
            if (seed % 5 != 0) {
                stream.rest();
            }
            return stream.response().statusCode();
        } catch (IOException broken) {
            return 0;
        }
    }
}
