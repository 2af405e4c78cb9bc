package dev.serai.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code listJobs}: the caller's own, the newest first, {@code limit} of those behind {@code after}. */
record ListJobs(JobStore store) implements Processor {

    private static final String USUAL = "20";
    private static final int MOST = 100;

    @Override
    public void process(Exchange exchange) {
        Map<String, String> asked = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                .parameters();
        int limit = limit(asked.getOrDefault("limit", USUAL));
        String after = asked.get("after");
        if (after != null && !JobPath.isOne(after)) {
            throw ApiException.badRequest("invalid_value", "after", "'after' is the id of a job");
        }
        List<Job> jobs =
                Database.asked("what is asked for later", () -> store.list(JobPath.holder(exchange), after, limit + 1));
        List<Job> page = jobs.subList(0, Math.min(limit, jobs.size()));
        ObjectNode told = Json.MAPPER.createObjectNode().put("object", "list");
        page.forEach(job -> told.withArray("data").add(job.told()));
        told.withArray("data");
        told.put("first_id", page.isEmpty() ? null : page.get(0).id());
        told.put("last_id", page.isEmpty() ? null : page.get(page.size() - 1).id());
        JobPath.tell(exchange, 200, told.put("has_more", jobs.size() > limit));
    }

    private static int limit(String said) {
        int limit = said.matches("\\d{1,3}") ? Integer.parseInt(said) : 0;
        if (limit < 1 || limit > MOST) {
            throw ApiException.badRequest("invalid_value", "limit", "'limit' is a number from 1 to " + MOST);
        }
        return limit;
    }
}
