package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two targets cost that were asked the same. */
@Timeout(60)
class HedgeRecordTest extends HedgingGatewayTest {

    @Test
    void whoWasOvertaken_isOnRecordAndPaidFor() throws Exception {
        Issued caller = token(Rules.NONE);
        answers(Script.silent().stall(30), Script.json(200, Answers.WHOLE.replace("}]}", """
                        }],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}\
                        """)));

        HttpResponse<String> response = call(caller, chat("after-100ms"));

        List<Map<String, Object>> records = await(() -> records(requestId(response)), found -> found.size() == 2);
        assertThat(records).hasSize(2);
        assertThat(records.get(0))
                .containsEntry("provider", "mistral")
                .containsEntry("status", 200)
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("attempts", 2);
        assertThat(records.get(1))
                .containsEntry("provider", "openai")
                .containsEntry("model", "gpt-4o")
                .containsEntry("error", "overtaken")
                .containsEntry("estimated", true)
                .containsEntry("completion_tokens", 0L)
                .containsEntry("attempts", 0);
        assertThat((Long) records.get(1).get("prompt_tokens")).isPositive();
        BigDecimal sum = ((BigDecimal) records.get(0).get("cost"))
                .add((BigDecimal) records.get(1).get("cost"));
        assertThat(new BigDecimal(response.headers().firstValue("x-serai-cost").orElseThrow()))
                .isEqualByComparingTo(sum);
        assertThat(requestsOf(caller)).as("requests by the hour").isEqualTo(1);
    }
}
