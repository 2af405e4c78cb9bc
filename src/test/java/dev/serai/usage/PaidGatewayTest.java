package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway whose providers are sent prompts of ten thousand tokens, and want to be paid for them. */
abstract class PaidGatewayTest extends CallingGatewayTest {

    static final int PROMPT_BYTES = 40_000;
    static final long PROMPT = PROMPT_BYTES / 4;
    static final String GPT = "openai/gpt-4o";
    static final String TEXT = "ten tokens of text that anyone can count"; // 40 bytes

    Issued caller;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "failover", "inOrder", "", GPT, "mistral/mistral-large-2512");
        RoutesCopy.alias(routes, "again", "inOrder", "", GPT + "?retries=1");
        for (String recovery : List.of("resume", "restart", "hold")) {
            RoutesCopy.alias(routes, recovery, "inOrder?recovery=" + recovery, "", GPT, "mistral/mistral-large-2512");
        }
        properties.add("serai.routes", routes::toString);
    }

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    static String longChat(String model) {
        return chat(model).replace("Hello", "four".repeat(PROMPT_BYTES / 4));
    }

    static String longStream(String model) {
        return longChat(model).replaceFirst("\\{", "{\"stream\":true,");
    }

    static String whole(String usage) {
        return Answers.WHOLE.replace("\"Hi\"", "\"" + TEXT + "\"").replaceFirst("}$", ",\"usage\":" + usage + "}");
    }

    static Script streamed(String usage) {
        return Script.stream()
                .send(Answers.content(TEXT)
                        + Answers.finish()
                        + Answers.usage().replaceFirst("\\{\"prompt_tokens\".*?}", usage)
                        + Answers.DONE)
                .end();
    }

    static void assertPrompt(Map<String, Object> record) {
        assertThat((Long) record.get("prompt_tokens")).isBetween(PROMPT, PROMPT + 100);
        assertThat((BigDecimal) record.get("cost")).isPositive();
        assertThat(record).containsEntry("estimated", true);
    }
}
