package dev.serai.jobs;

import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.http.Sent;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.RawObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** The step {@code promiseJob}: keeps a request that was admitted, and answers 202 with where its answer will be. */
final class PromiseJob implements Processor {

    /** What says who calls is not kept, and what was said of this connection, or of the body as it came, is not true later. */
    private static final Set<String> NOT_KEPT = Set.of(
            "authorization",
            "proxy-authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "cookie",
            "prefer",
            "x-serai-prefer",
            "connection",
            "content-encoding",
            "content-length",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Jobs jobs;
    private final JobStore store;
    private final JobLimits limits;
    private final String keyHeader;
    private final ReentrantLock adding = new ReentrantLock();

    PromiseJob(Jobs jobs, JobStore store, JobLimits limits, String keyHeader) {
        this.jobs = jobs;
        this.store = store;
        this.limits = limits;
        this.keyHeader = keyHeader.toLowerCase(Locale.ROOT);
    }

    @Override
    public void process(Exchange exchange) {
        ApiRequest asked = Requests.of(exchange);
        RawObject said =
                asked.original() == null ? asked.members() : asked.original().members();
        Call.of(exchange).memory().take(JobContent.COPIES * said.length());
        Sent sent = sent(exchange);
        String content = JobContent.of(new JobContent.Asked(sent, said.bytes()));
        Job job = job(exchange, sent.uri(), content.length());
        Database.asked("what is promised", () -> {
            add(job, content);
            return job;
        });
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                jobs.nudge(); // not before: its own place among those of its limits is free by then
            }
        });
        boolean preferred = Deferral.prefers(exchange);
        Message answer = JobPath.promise(exchange, job);
        if (preferred) {
            answer.setHeader("Preference-Applied", "respond-async");
        }
    }

    private Sent sent(Exchange exchange) {
        HttpRequestFacts facts = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        HttpRequestFacts.Head head = facts.head().get();
        Map<String, String> headers = new HashMap<>(head.headers());
        headers.keySet().removeAll(NOT_KEPT);
        headers.remove(keyHeader);
        if (exchange.getVariable("fallbacks") instanceof List<?> names) { // they were taken out of the body
            headers.put(
                    "x-serai-fallbacks",
                    String.join(",", names.stream().map(String::valueOf).toList()));
        }
        return new Sent(head.uri(), facts.query(), facts.remoteAddress(), headers);
    }

    private Job job(Exchange exchange, String uri, long bytes) {
        Job.Holder holder = JobPath.holder(exchange);
        Instant now = store.clock().instant();
        byte[] chance = new byte[10];
        RANDOM.nextBytes(chance);
        String id = "job_%012x%s".formatted(now.toEpochMilli(), HexFormat.of().formatHex(chance));
        return new Job(
                id,
                holder.owner(),
                holder.caller(),
                uri,
                Job.Status.QUEUED,
                0,
                null,
                0,
                bytes,
                now,
                null,
                now.plus(limits.keep()));
    }

    private void add(Job job, String content) {
        adding.lock(); // or all of several would find the last place free
        try {
            JobStore.Kept kept = store.kept(job.owner());
            if (kept.jobs() >= limits.most()
                    || kept.bytes() + job.bytes() > limits.mostBytes().toBytes()) {
                throw new ApiException(
                                429,
                                "rate_limit_error",
                                "too_many_jobs",
                                null,
                                "Too much is to be answered later, or was and is still kept: delete what you have read"
                                        + " (DELETE " + JobPath.ALL + "/{id}), or wait until it expires")
                        .header("retry-after", "10");
            }
            store.add(job, content);
        } finally {
            adding.unlock();
        }
    }
}
