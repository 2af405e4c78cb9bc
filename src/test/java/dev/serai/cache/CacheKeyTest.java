package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Caller;
import dev.serai.call.Reach;
import dev.serai.call.Target;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderWords;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.RequestScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What two requests have in common besides what they say: who would be asked. */
class CacheKeyTest {

    private static final ApiRequest CHAT = RequestScanner.scan(
            "chat",
            "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}".getBytes(StandardCharsets.UTF_8));

    private static Target target(String provider, String baseUrl, String model) {
        Map<String, String> parameters = new HashMap<>(ProviderWords.DEFAULTS);
        parameters.putAll(Map.of("provider", provider, "baseUrl", baseUrl, "retries", "0"));
        Provider its = new Provider(parameters, ModelRules.NONE);
        return new Target(its, null, model);
    }

    private static String digest(Target... targets) {
        return digest("", targets);
    }

    private static String digest(String proof, Target... targets) {
        Reach reach = new Reach() {
            @Override
            public Ways of(String model) {
                return new Ways(Arrays.asList(targets), 1);
            }

            @Override
            public SortedSet<String> passedHeaders() {
                return new TreeSet<>();
            }
        };
        HttpRequestFacts client = new HttpRequestFacts("", -1);
        return CacheKey.of(
                        new CacheKey.Question(Caller.gateway(), proof, client, Map.of(), List.of(), reach, "files"),
                        CHAT)
                .digest();
    }

    @Test
    void otherHolder_ofTheSameId_isAnotherCaller() {
        assertThat(digest("one", target("acme", "https://one", "m")))
                .isEqualTo(digest("one", target("acme", "https://one", "m")))
                .isNotEqualTo(digest("two", target("acme", "https://one", "m")));
    }

    @Test
    void otherProvider_model_orAddress_isAnotherAnswerer() {
        String one = digest(target("acme", "https://one", "m"));

        assertThat(digest(target("acme", "https://one", "m"))).isEqualTo(one);
        assertThat(List.of(
                        one,
                        digest(target("other", "https://one", "m")),
                        digest(target("acme", "https://two", "m")),
                        digest(target("acme", "https://one", "n")),
                        digest(target("acme", "https://one", "m"), target("acme", "https://two", "m")),
                        digest()))
                .doesNotHaveDuplicates();
    }
}
