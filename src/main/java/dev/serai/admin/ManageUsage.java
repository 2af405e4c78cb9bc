package dev.serai.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.prices.PriceList;
import dev.serai.usage.UsageQueries;
import dev.serai.usage.UsageQueries.Dimension;
import dev.serai.usage.UsageQueries.Filter;
import dev.serai.usage.UsageQueries.Interval;
import dev.serai.usage.UsageQueries.Sum;
import dev.serai.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/usage}: sums of what was used. */
@RestController
@RequestMapping("/manage/usage")
public class ManageUsage {

    private static final int MOST = 10_000;
    private static final List<String> COUNTS = List.of(
            "requests",
            "errors",
            "promptTokens",
            "completionTokens",
            "cachedTokens",
            "cacheWriteTokens",
            "reasoningTokens",
            "images",
            "characters",
            "audioMs",
            "searchUnits",
            "videoMs",
            "cost",
            "unpriced",
            "cached",
            "savedTokens",
            "savedCost");

    /**
     * The sums.
     *
     * @param from beginning of the first interval
     * @param currency of all costs
     * @param data each with {@code period} if there is an interval, and the dimensions that it is grouped by
     */
    public record Report(
            Instant from, Instant to, String interval, List<String> groupBy, String currency, List<ObjectNode> data) {

        List<String> columns() {
            List<String> columns = new ArrayList<>();
            if (interval != null) {
                columns.add("period");
            }
            columns.addAll(groupBy);
            columns.addAll(COUNTS);
            return columns;
        }
    }

    private final UsageQueries usage;
    private final PriceList prices;

    ManageUsage(UsageQueries usage, PriceList prices) {
        this.usage = usage;
        this.prices = prices;
    }

    @Does(Act.READ_OWN)
    @GetMapping(produces = "application/json")
    public Report sums(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        UsageQuery asked = new UsageQuery("sumUsage", visit.scope(), query);
        Interval interval = asked.interval();
        Filter filter = asked.filter(interval);
        List<Dimension> groupBy = asked.groupBy();
        asked.parameters().faults().refuse();
        List<Sum> sums = usage.sums(filter, interval, groupBy, MOST + 1);
        if (sums.size() > MOST) {
            Faults faults = asked.parameters().faults();
            faults.add("from", "there are more than " + MOST + " sums: ask for less time or fewer groups");
            faults.refuse();
        }
        return new Report(
                filter.from(),
                filter.to(),
                interval == null ? null : interval.word(),
                groupBy.stream().map(Dimension::word).toList(),
                prices.prices().currency(),
                sums.stream().map(ManageUsage::row).toList());
    }

    @Does(Act.READ_OWN)
    @GetMapping(produces = Csv.TYPE)
    String sumsAsCsv(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Report report = sums(visit, query);
        return Csv.of(report.columns(), report.data());
    }

    private static ObjectNode row(Sum sum) {
        ObjectNode row = Json.MAPPER.createObjectNode();
        if (sum.period() != null) {
            row.put("period", sum.period().toString());
        }
        sum.group().forEach((dimension, value) -> row.put(dimension.word(), value));
        ObjectNode all = Json.MAPPER.valueToTree(sum);
        COUNTS.forEach(count -> row.set(count, all.get(count)));
        return row;
    }
}
