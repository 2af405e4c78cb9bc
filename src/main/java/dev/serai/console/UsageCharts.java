package dev.serai.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.admin.ManageUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sums over time as charts: requests, tokens, cost. An interval without any has a bar all the same. */
final class UsageCharts {

    private UsageCharts() {}

    static List<Chart> of(ManageUsage.Report report, Range range, Instant now) {
        Map<Instant, JsonNode> sums = new HashMap<>();
        report.data().forEach(row -> sums.put(Instant.parse(row.path("period").asText()), row));
        List<Instant> periods = new ArrayList<>();
        for (Instant bar = range.from(now); bar.isBefore(now); bar = range.after(bar)) {
            periods.add(bar);
        }
        return List.of(
                chart("Requests and errors", periods, sums, row -> bar(row, "requests", "errors", "")),
                chart("Tokens of prompts and answers", periods, sums, UsageCharts::tokens),
                chart("Cost", periods, sums, row -> bar(row, "cost", "", report.currency())));
    }

    private static Chart chart(
            String title, List<Instant> periods, Map<Instant, JsonNode> sums, Function<JsonNode, Chart.Bar> bar) {
        JsonNode none = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        List<Chart.Bar> bars = periods.stream()
                .map(period -> {
                    Chart.Bar its = bar.apply(sums.getOrDefault(period, none));
                    return new Chart.Bar(Shown.time(period), its.value(), its.part(), its.text());
                })
                .toList();
        String most = bars.stream()
                .max((one, other) -> Double.compare(one.value(), other.value()))
                .map(it -> "at most " + it.text() + ", at " + it.label())
                .orElse("nothing");
        return new Chart(title, title + ": " + most, bars);
    }

    private static Chart.Bar bar(JsonNode row, String value, String part, String unit) {
        JsonNode of = row.path(part);
        String text = unit.isEmpty()
                ? Shown.number(row.path(value).asLong()) + ", " + part + " "
                        + Shown.number(of.asLong())
                : Shown.money(row.path(value).decimalValue(), unit);
        return new Chart.Bar("", row.path(value).asDouble(), of.asDouble(), text);
    }

    private static Chart.Bar tokens(JsonNode row) {
        long prompt = row.path("promptTokens").asLong();
        long completion = row.path("completionTokens").asLong();
        String text = Shown.number(prompt) + " of prompts, " + Shown.number(completion) + " of answers";
        return new Chart.Bar("", (double) prompt + completion, completion, text);
    }
}
