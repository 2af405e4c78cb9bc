package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.store.Database;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code /manage/usage} of projects that no other test has. */
class ManageUsageTest extends ManageTest {

    private static final String DAYS = "from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z";

    @Autowired
    private Database database;

    private String project;

    @BeforeEach
    void use() {
        project = name();
        hour("2026-03-01T10:00:00Z", "tok_1", "openai", "m1", 3, "0.000000000001", 1);
        hour("2026-03-01T11:00:00Z", "tok_2", "openai", "m1", 2, "1.5", 0);
        hour("2026-03-02T10:00:00Z", "", "", "", 4, "0", 4);
        day("2026-03-01T00:00:00Z", 5);
        record("2026-03-01T10:05:00Z", "r1", 200, "0.10");
        record("2026-03-01T10:06:00Z", "r2", 429, null);
        record("2026-03-02T10:07:00Z", "=r3,\"", 200, "0");
    }

    private void hour(
            String at, String token, String provider, String model, long requests, String cost, long unpriced) {
        sums("usage_hour", at, token, provider, model, requests, cost, unpriced);
    }

    private void day(String at, long requests) {
        sums("usage_day", at, "tok_1", "openai", "m1", requests, "7", 0);
    }

    private void sums(String table, String at, String token, String provider, String model, Object... counts) {
        database.sql()
                .sql("insert into " + table
                        + " values (?, ?, ?, ?, ?, ?, 1, 10, 20, 0, 0, 5, ?, ?, 2, 3, 4, 5, 6, 1, 30, 0.5)")
                .params(Instant.parse(at).atOffset(ZoneOffset.UTC), project, token, provider, model)
                .params(counts[0], new BigDecimal((String) counts[1]), counts[2])
                .update();
    }

    private void record(String at, String requestId, int status, String cost) {
        database.sql()
                .sql("""
                        insert into usage_record (at, request_id, project, token, endpoint, provider, model, status, error,
                        streaming, aborted, estimated, prompt_tokens, completion_tokens, cached_tokens,
                        cache_write_tokens, reasoning_tokens, cost, latency_ms, overhead_ms, attempts)
                        values (?, ?, ?, 'tok_1', '/v1/embeddings', 'openai', 'm1', ?, ?, false, false, true, 10, 20, 0, 0,
                        5, ?, 12.5, 0.25, 1)
                        """)
                .params(Instant.parse(at).atOffset(ZoneOffset.UTC), requestId, project, status)
                .params(status == 200 ? null : "rate_limited", cost == null ? null : new BigDecimal(cost))
                .update();
    }

    private HttpResponse<String> sums(String query, String... headers) throws Exception {
        return read("usage?" + DAYS + "&project=" + project + query, headers);
    }

    @Test
    void total_isOneRow() throws Exception {
        JsonNode report = json(sums(""));
        JsonNode total = report.at("/data/0");

        assertThat(report.path("data")).hasSize(1);
        assertThat(report.path("currency").asText()).isEqualTo("USD");
        assertThat(total.path("requests").asLong()).isEqualTo(9);
        assertThat(total.path("errors").asLong()).isEqualTo(3);
        assertThat(total.path("promptTokens").asLong()).isEqualTo(30);
        assertThat(total.path("reasoningTokens").asLong()).isEqualTo(15);
        assertThat(total.path("cost").decimalValue()).isEqualTo(new BigDecimal("1.500000000001"));
        assertThat(total.path("unpriced").asLong()).isEqualTo(5);
        assertThat(json(read("usage?project=" + project)).at("/data/0/requests").asLong())
                .as("of the last day")
                .isZero();
    }

    @Test
    void groups_tellNoneFromUnknown() throws Exception {
        JsonNode data = json(sums("&group_by=provider,model")).path("data");

        assertThat(data).hasSize(2);
        assertThat(data.get(0).path("provider").isNull()).isTrue();
        assertThat(data.get(0).path("model").isNull()).isTrue();
        assertThat(data.get(0).path("cost").isNull())
                .as("no request has a price")
                .isTrue();
        assertThat(data.get(1).path("provider").asText()).isEqualTo("openai");
        assertThat(data.get(1).path("requests").asLong()).isEqualTo(5);
        assertThat(data.get(1).has("token")).isFalse();
    }

    @Test
    void intervals_areHoursOrDays() throws Exception {
        JsonNode hours = json(sums("&interval=hour&token=tok_2"));
        assertThat(hours.path("data").findValuesAsText("period")).containsExactly("2026-03-01T11:00:00Z");

        JsonNode days =
                json(read("usage?from=2026-03-01T17:00:00Z&to=2026-03-02T00:00:00Z&interval=day&project=" + project));
        assertThat(days.path("from").asText()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(days.at("/data/0/requests").asLong())
                .as("of the days' table")
                .isEqualTo(5);
    }

    @Test
    void csv_comesByAcceptOrFormat() throws Exception {
        HttpResponse<String> accepted = sums("&group_by=token", "Accept", "text/csv");

        assertThat(header(accepted, "content-type")).startsWith("text/csv");
        assertThat(accepted.body().lines())
                .containsExactly(
                        "token,requests,errors,promptTokens,completionTokens,cachedTokens,cacheWriteTokens,"
                                + "reasoningTokens,images,characters,audioMs,searchUnits,videoMs,cost,unpriced,cached,savedTokens,"
                                + "savedCost",
                        ",4,1,10,20,0,0,5,2,3,4,5,6,,4,1,30,0.5",
                        "tok_1,3,1,10,20,0,0,5,2,3,4,5,6,0.000000000001,1,1,30,0.5",
                        "tok_2,2,1,10,20,0,0,5,2,3,4,5,6,1.5,0,1,30,0.5");
        assertThat(sums("&group_by=token&format=csv").body()).isEqualTo(accepted.body());
        assertProblem(sums("&format=xml"), 406, "not_acceptable");
        assertThat(faults(sums("&interval=week&format=csv"))).containsExactly("interval");
    }

    @Test
    void records_pageFromTheNewest() throws Exception {
        String path = "usage/records?limit=2&" + DAYS + "&project=" + project;
        JsonNode first = json(read(path));
        assertThat(first.path("data").findValuesAsText("requestId")).containsExactly("=r3,\"", "r2");
        assertThat(first.at("/data/1/cost").isNull()).isTrue();
        JsonNode second = json(read(path + "&before=" + first.path("next").asText()));
        assertThat(second.path("data").findValuesAsText("requestId")).containsExactly("r1");
        assertThat(second.at("/data/0/cost").decimalValue()).isEqualTo(new BigDecimal("0.1"));
        assertThat(second.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"status=429, r2", "request_id=r1, r1", "to=2026-03-01T10:06:00Z&model=m1, r1"})
    void records_areFiltered(String filter, String requestId) throws Exception {
        String from = "from=2026-03-01T00:00:00Z&" + (filter.startsWith("to") ? "" : "to=2026-03-03T00:00:00Z&");
        JsonNode page = json(read("usage/records?" + from + filter + "&project=" + project));
        assertThat(page.path("data").findValuesAsText("requestId")).containsExactly(requestId);
    }

    @Test
    void recordsAsCsv_areHarmlessInSpreadsheets() throws Exception {
        String csv = read("usage/records?limit=1&format=csv&" + DAYS + "&project=" + project)
                .body();
        assertThat(csv).startsWith("id,at,requestId,project,").contains("\r\n").contains(",\"'=r3,\"\"\",");
    }

    @Test
    void parametersThatAreWrong_areAllNamed() throws Exception {
        assertThat(faults(read("usage?from=today&group_by=project,cost&interval=hour,day&mode=x")))
                .containsExactlyInAnyOrder("from", "group_by", "interval", "mode");
        assertThat(faults(read("usage?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z")))
                .containsExactly("from");
        assertThat(faults(read("usage/records?status=99&before=-1&limit=1000&to=2026-13-01T00:00:00Z")))
                .containsExactlyInAnyOrder("status", "before", "limit", "to");
        assertThat(json(sums("&group_by=model&provider=' or 1=1".replace(" ", "%20")))
                        .path("data"))
                .isEmpty();
    }
}
