package dev.serai.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageUsage;
import dev.serai.usage.UsageQueries.Dimension;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/usage}: sums by any two dimensions, as a chart, as a table and as CSV. */
@Controller
public class UsagePage {

    private static final int MOST = 500;

    /**
     * The sums.
     *
     * @param by one or two dimensions
     * @param csv the query of the same as CSV
     * @param left how many sums are not shown
     */
    public record Usage(
            Range range,
            List<String> by,
            String currency,
            List<Chart> charts,
            List<? extends JsonNode> rows,
            int left,
            String csv) {}

    private final ManageUsage usage;
    private final Clock clock;

    UsagePage(ManageUsage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/usage")
    PageView show(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Range range = Range.of(query.get("range"));
        Instant now = clock.instant();
        List<String> by = Stream.of(query.getOrDefault("by", "project"), query.getOrDefault("and", ""))
                .filter(word ->
                        Stream.of(Dimension.values()).anyMatch(it -> it.word().equals(word)))
                .distinct()
                .toList();
        Map<String, String> asked = new HashMap<>();
        asked.put("from", range.from(now).toString());
        asked.put("to", now.toString());
        List<Chart> charts = UsageCharts.of(
                usage.sums(visit, with(asked, "interval", range.interval().word())), range, now);
        ManageUsage.Report sums = usage.sums(visit, with(asked, "group_by", String.join(",", by)));
        List<? extends JsonNode> rows = sums.data();
        int shown = Math.min(MOST, rows.size());
        String csv = "from=" + range.from(now) + "&to=" + now + "&format=csv"
                + (by.isEmpty() ? "" : "&group_by=" + String.join(",", by));
        Usage model = new Usage(range, by, sums.currency(), charts, rows.subList(0, shown), rows.size() - shown, csv);
        return PageView.of("usage", Section.USAGE, model);
    }

    private static Map<String, String> with(Map<String, String> query, String name, String value) {
        Map<String, String> all = new HashMap<>(query);
        all.put(name, value);
        return all;
    }
}
