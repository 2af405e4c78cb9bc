package dev.serai.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageUsage;
import dev.serai.usage.UsageQueries;
import dev.serai.usage.UsageQueries.Dimension;
import dev.serai.usage.UsageQueries.Filter;
import dev.serai.usage.UsageRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin}: what was asked, what failed, what it has cost and how long it took. */
@Controller
public class DashboardPage {

    /** Times are those of the latest requests of the range. */
    static final int LATEST = 1000;

    private static final int TOP = 20;

    /**
     * What is asked for, as the form has it.
     *
     * @param by what the table tells apart
     * @param only what is looked at alone; empty for everything
     */
    public record Asked(Range range, Dimension by, Map<Dimension, String> only) {

        static Asked of(Map<String, String> query) {
            Map<Dimension, String> only = new EnumMap<>(Dimension.class);
            for (Dimension dimension : Dimension.values()) {
                String value = query.getOrDefault(dimension.word(), "").strip();
                if (!value.isEmpty()) {
                    only.put(dimension, value);
                }
            }
            String by = query.getOrDefault("by", "");
            return new Asked(
                    Range.of(query.get("range")),
                    Stream.of(Dimension.values())
                            .filter(it -> it.word().equals(by))
                            .findFirst()
                            .orElse(Dimension.MODEL),
                    only);
        }

        /** What a field of the form has in it. */
        public String only(Dimension dimension) {
            return only.getOrDefault(dimension, "");
        }
    }

    /**
     * How long requests took.
     *
     * @param median null if there was none
     */
    public record Times(Double median, Double slow) {

        static Times of(Stream<Double> millis) {
            List<Double> sorted = millis.filter(Objects::nonNull).sorted().toList();
            return sorted.isEmpty() ? new Times(null, null) : new Times(at(sorted, 0.5), at(sorted, 0.95));
        }

        private static Double at(List<Double> sorted, double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }

    /**
     * The page.
     *
     * @param total of everything; a missing node if there was nothing
     * @param rows by the dimension that is asked for, those with most requests first
     */
    public record Model(
            Asked asked,
            String currency,
            JsonNode total,
            Times latency,
            Times firstToken,
            List<Chart> charts,
            List<? extends JsonNode> rows) {}

    private final ManageUsage usage;
    private final UsageQueries queries;
    private final Clock clock;

    DashboardPage(ManageUsage usage, UsageQueries queries, Clock clock) {
        this.usage = usage;
        this.queries = queries;
        this.clock = clock;
    }

    @Does(Act.READ_OWN)
    @GetMapping({"/admin", "/admin/"})
    PageView show(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Asked asked = Asked.of(visit.scope().narrowed(query));
        Instant now = clock.instant();
        ManageUsage.Report total = sums(visit, asked, now, Map.of());
        List<UsageRecord> latest = queries.records(
                new Filter(asked.range().from(now), now, asked.only()), null, "", Long.MAX_VALUE, LATEST);
        Model model = new Model(
                asked,
                total.currency(),
                total.data().get(0),
                Times.of(latest.stream().map(UsageRecord::latencyMs)),
                Times.of(latest.stream().map(UsageRecord::firstTokenMs)),
                UsageCharts.of(sums(visit, asked, now, Map.of("interval", interval(asked))), asked.range(), now),
                top(sums(visit, asked, now, Map.of("group_by", asked.by().word()))));
        return PageView.of("dashboard", Section.DASHBOARD, model);
    }

    private static String interval(Asked asked) {
        return asked.range().interval().name().toLowerCase(Locale.ROOT);
    }

    private ManageUsage.Report sums(AdminVisit visit, Asked asked, Instant now, Map<String, String> besides) {
        Map<String, String> query = new HashMap<>(besides);
        query.put("from", asked.range().from(now).toString());
        query.put("to", now.toString());
        asked.only().forEach((dimension, value) -> query.put(dimension.word(), value));
        return usage.sums(visit, query);
    }

    private static List<? extends JsonNode> top(ManageUsage.Report report) {
        List<JsonNode> rows = new ArrayList<>(report.data());
        rows.sort(
                Comparator.comparingLong((JsonNode row) -> row.path("requests").asLong())
                        .reversed());
        return rows.subList(0, Math.min(TOP, rows.size()));
    }
}
