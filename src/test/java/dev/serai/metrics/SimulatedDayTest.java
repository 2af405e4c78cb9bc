package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.prices.Units;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.support.Metrics;
import dev.serai.usage.EndedRequest;
import dev.serai.usage.Savings;
import dev.serai.usage.UsageRecord;
import dev.serai.wire.Memory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day of requests for names that callers make up: what is shown stays bounded, and nothing goes uncounted. */
class SimulatedDayTest {

    private static final int REQUESTS = 60_000;
    private static final int MODELS = 5000;
    private static final int PROJECTS = 2000;
    private static final int MOST_SERIES = 4000;
    private static final int SHOWN = 5000;
    private static final long SEED = 20_261_127;
    private static final String[] PROVIDERS = {"acme", "brand", "cask", "dell"};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SplittableRandom random = new SplittableRandom(SEED);

    private static Provider provider(String name) {
        return new Provider(
                Map.of(
                        "provider", name,
                        "connectTimeout", "1",
                        "headersTimeout", "1",
                        "firstTokenTimeout", "1",
                        "idleTimeout", "1",
                        "totalTimeout", "1"),
                ModelRules.NONE);
    }

    private UsageRecord record(String provider, String model, int status, String project) {
        return new UsageRecord(
                0,
                Instant.EPOCH,
                "req",
                project,
                null,
                "/v1/chat/completions",
                model,
                provider,
                model,
                status,
                null,
                true,
                false,
                false,
                10,
                20,
                5,
                1,
                2,
                Units.NONE,
                new BigDecimal("0.25"),
                "v",
                100,
                10.0,
                0.1,
                1,
                Savings.NONE);
    }

    private EndedRequest request(Map<String, Provider> providers) {
        String provider = PROVIDERS[random.nextInt(PROVIDERS.length)];
        String model = "made-up-" + random.nextInt(MODELS);
        Call call = new Call("req", Memory.UNCOUNTED);
        call.attempts().asks(new Target(providers.get(provider), null, model), false);
        call.attempts().asked(null);
        int status = random.nextInt(10) == 0 ? random.nextInt(100, 1000) : 200;
        return new EndedRequest(
                call,
                call.attempts().timeline().attempts(),
                record(provider, model, status, "prj_" + random.nextInt(PROJECTS)),
                List.of(),
                null,
                null);
    }

    private Metrics day(Set<Label> chosen, boolean listed) {
        MeterLabels labels = new MeterLabels(chosen);
        SeriesBound bound = new SeriesBound(MOST_SERIES);
        RequestMeters requests = new RequestMeters(
                registry,
                labels,
                new TargetTags(labels, name -> name),
                new ModelNames((provider, model) -> listed, MOST_SERIES),
                bound);
        HttpMeters http = new HttpMeters(registry, labels, bound);
        Map<String, Provider> providers = new HashMap<>();
        for (String name : PROVIDERS) {
            providers.put(name, provider(name));
        }
        for (int i = 0; i < REQUESTS; i++) {
            requests.ended(request(providers));
            http.ended("other", "METHOD" + i, random.nextInt(100, 1000), 1);
        }
        return Metrics.of(registry.scrape());
    }

    /** Be it that any name is answered, or that providers list all of them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void series_areBounded_andSumsAreWhole(boolean listed) {
        Metrics page = day(EnumSet.allOf(Label.class), listed);

        assertThat(page.series()).hasSizeLessThan(SHOWN);
        assertThat(page.sum("llm_requests_total")).isEqualTo(REQUESTS);
        assertThat(page.sum("llm_tokens_total", "type=\"input\"")).isEqualTo(10.0 * REQUESTS);
        assertThat(page.sum("llm_tokens_total", "type=\"output\"")).isEqualTo(20.0 * REQUESTS);
        assertThat(page.sum("llm_tokens_details_total", "detail=\"cached\"")).isEqualTo(5.0 * REQUESTS);
        assertThat(page.sum("serai_cost_total")).isEqualTo(0.25 * REQUESTS);
        assertThat(page.sum("serai_attempts_total")).isEqualTo(REQUESTS);
        assertThat(page.sum("gen_ai_client_token_usage_sum")).isEqualTo(30.0 * REQUESTS);
        assertThat(page.sum("gen_ai_client_operation_duration_seconds_count")).isEqualTo(REQUESTS);
        assertThat(page.sum("gen_ai_server_time_to_first_token_seconds_count")).isEqualTo(REQUESTS);
        assertThat(page.sum("http_requests_total")).isEqualTo(REQUESTS);
        assertThat(page.sum("serai_overhead_seconds_count")).isEqualTo(REQUESTS);
    }

    @Test
    void fewLabels_haveFewSeries() {
        Metrics page = day(EnumSet.of(Label.PROVIDER), false);

        assertThat(page.series()).hasSizeLessThan(700).noneMatch(it -> it.contains("made-up") || it.contains("prj_"));
        assertThat(page.sum("llm_requests_total")).isEqualTo(REQUESTS);
    }
}
