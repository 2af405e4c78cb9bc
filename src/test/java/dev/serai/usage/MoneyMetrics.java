package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.support.Metrics;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;

/** The sums of metrics, which know no project, beside those of the records of the only one that called. */
record MoneyMetrics(Database database, String project) {

    private static final Offset<Double> AS_DOUBLES_ADD = Offset.offset(1e-6);

    /** Fails where they differ. */
    void compare(Metrics page) {
        List<String> providers = database.sql()
                .sql("select distinct provider from usage_record where project = :id and provider is not null")
                .param("id", project)
                .query(String.class)
                .list();
        assertThat(providers).isNotEmpty();
        System.out.printf(
                Locale.ROOT, "money: %-15s%12s%16s%16s%18s%n", "metrics of", "requests", "input", "output", "cost");
        for (String provider : providers) {
            compare(page, provider);
        }
    }

    private void compare(Metrics page, String provider) {
        String label = "provider=\"" + provider + "\"";
        double requests = page.sum("llm_requests_total", label);
        double input = page.sum("llm_tokens_total", label, "type=\"input\"");
        double output = page.sum("llm_tokens_total", label, "type=\"output\"");
        double cost = page.sum("serai_cost_total", label);
        System.out.printf(
                Locale.ROOT, "money: %-15s%12.0f%16.0f%16.0f%18.6f%n", provider, requests, input, output, cost);
        String own = " and coalesce(error, '') not in ('overtaken', 'replaced')";
        assertThat(requests).as("requests of " + provider).isEqualTo(recorded("count(*)", provider, own));
        assertThat(input).as("input of " + provider).isEqualTo(recorded("sum(prompt_tokens)", provider, ""));
        assertThat(output).as("output of " + provider).isEqualTo(recorded("sum(completion_tokens)", provider, ""));
        assertThat(cost).as("cost of " + provider).isEqualTo(recorded("sum(cost)", provider, ""), AS_DOUBLES_ADD);
        assertThat(page.sum("gen_ai_client_token_usage_sum", name(provider), "gen_ai_token_type=\"input\""))
                .isEqualTo(input);
        assertThat(page.sum("gen_ai_client_token_usage_sum", name(provider), "gen_ai_token_type=\"output\""))
                .isEqualTo(output);
    }

    /** As OpenTelemetry has it. */
    private static String name(String provider) {
        return "gen_ai_provider_name=\"" + (provider.equals("mistral") ? "mistral_ai" : provider) + "\"";
    }

    private double recorded(String figure, String provider, String also) {
        return database.sql()
                .sql("select coalesce(" + figure + ", 0) from usage_record where project = :id and provider = :provider"
                        + also)
                .param("id", project)
                .param("provider", provider)
                .query(BigDecimal.class)
                .single()
                .doubleValue();
    }
}
