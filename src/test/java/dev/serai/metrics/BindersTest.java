package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Metrics;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured of the gateway itself, and in what form. */
class BindersTest extends MeteredGatewayTest {

    private static final Pattern BUCKET = Pattern.compile(" ?le=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomcat_connections_current_connections",
                "tomcat_connections_config_max_connections",
                "hikaricp_connections_active",
                "httpcomponents_httpclient_pool_total_max",
                "httpcomponents_httpclient_pool_total_connections",
                "logback_events_total",
                "jvm_memory_used_bytes",
                "process_cpu_usage",
                "serai_build_info",
                "serai_generation_info",
                "serai_queue_in_work",
                "serai_overhead_seconds_count",
                "serai_budget_soft_limits_passed_total",
                "serai_breaker_open",
                "serai_breaker_state"
            })
    void figure_isThere(String name) throws Exception {
        post(CHAT, chat("openai/gpt-4o"));

        assertThat(page().has(name)).isTrue();
    }

    @Test
    void parts_areWell() {
        Metrics page = page();

        assertThat(page.sum("serai_health", "check=\"database\"")).isEqualTo(1);
        assertThat(page.sum("serai_health", "check=\"routes\"")).isEqualTo(1);
    }

    @Test
    void breaker_hasProviderAndModelApart() {
        Metrics page = page();

        assertThat(page.has("serai_breaker_open", OPENAI, OF_MODEL, "key=\"\"")).isTrue();
        assertThat(page.has("serai_breaker_open", OPENAI, "model=\"*\"")).isTrue();
        assertThat(page.series()).noneMatch(it -> it.startsWith("serai_breaker_open") && it.contains("name="));
    }

    @Test
    void gateway_hasOneDigestAndOneBuild() {
        assertThat(page().sum("serai_generation_info")).isEqualTo(1);
        assertThat(page().sum("serai_build_info")).isEqualTo(1);
    }

    /** The buckets that the conventions advise. */
    @Test
    void bucketsOfGenerativeAi_areTheConventions() throws Exception {
        post(CHAT, streamedChat("openai/gpt-4o"));
        await(() -> bounds("gen_ai_server_time_per_output_token_seconds"), bounds -> !bounds.isEmpty());

        assertThat(bounds("gen_ai_client_operation_duration_seconds"))
                .containsExactly(
                        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
        assertThat(bounds("gen_ai_client_token_usage"))
                .containsExactly(
                        1.0,
                        4.0,
                        16.0,
                        64.0,
                        256.0,
                        1024.0,
                        4096.0,
                        16384.0,
                        65536.0,
                        262144.0,
                        1048576.0,
                        4194304.0,
                        16777216.0,
                        67108864.0);
        assertThat(bounds("gen_ai_server_time_to_first_token_seconds"))
                .containsExactly(
                        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
        assertThat(bounds("gen_ai_server_time_per_output_token_seconds"))
                .containsExactly(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5);
    }

    private List<Double> bounds(String name) {
        return page().series().stream()
                .filter(line -> line.startsWith(name + "_bucket{"))
                .map(BUCKET::matcher)
                .filter(Matcher::find)
                .map(bucket -> bucket.group(1))
                .filter(bound -> !bound.equals("+Inf"))
                .map(Double::valueOf)
                .distinct()
                .sorted()
                .toList();
    }
}
