package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.http.Sent;
import dev.serai.limits.Limits;
import dev.serai.store.Actor;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Whose jobs are, and what may be done on their behalf. */
@Timeout(120)
class JobCallersTest extends JobsGateway {

    @Autowired
    private JobStore store;

    @Autowired
    private Jobs jobs;

    @Test
    void job_isItsCallersAlone() throws Exception {
        Project project = project(Rules.NONE);
        Issued caller = token(project, Rules.NONE);
        String id = later(caller, CHAT, chat("simulator/echo"));
        ended(caller, id);
        for (Issued other : List.of(token(project, Rules.NONE), token(Rules.NONE))) {
            assertRefused(ask("GET", JOBS + "/" + id, other), 404, "job_not_found");
            assertRefused(ask("POST", JOBS + "/" + id + "/cancel", other), 404, "job_not_found");
            assertRefused(ask("DELETE", JOBS + "/" + id, other), 404, "job_not_found");
            assertThat(json(ask("GET", JOBS, other)).path("data")).isEmpty();
        }
        assertThat(ask("GET", JOBS + "/" + id, caller).statusCode()).isEqualTo(200);
    }

    /** One that was promised before. */
    private Job queued(Issued caller, String body) {
        String id = "job_" + UUID.randomUUID().toString().replace("-", "");
        Instant now = store.clock().instant();
        Job job = new Job(
                id,
                caller.token().project(),
                caller.token().id(),
                CHAT,
                Job.Status.QUEUED,
                0,
                null,
                0,
                body.length(),
                now,
                null,
                now.plusSeconds(600));
        Sent sent = new Sent(CHAT, null, "127.0.0.1", Map.of());
        store.add(job, JobContent.of(new JobContent.Asked(sent, body.getBytes(StandardCharsets.UTF_8))));
        jobs.nudge();
        return job;
    }

    private Job now(Job job) {
        return store.find(new Job.Holder(job.owner(), job.caller()), job.id()).orElseThrow();
    }

    @Test
    void revokedTokensJob_doesNotRun() throws Exception {
        UPSTREAM.answer(ANSWER);
        Issued caller = token(Rules.NONE);
        tokens.revoke(caller.token().id(), null, Actor.SERAI);
        int before = UPSTREAM.received().size();

        Job job = queued(caller, chat("openai/gpt-4o"));

        Job ended = await(() -> now(job), it -> !it.underWay());
        assertThat(ended.status()).isEqualTo(Job.Status.FAILED);
        assertThat(ended.httpStatus()).isEqualTo(401);
        assertThat(UPSTREAM.received()).hasSize(before);
    }

    @Test
    void jobThatALimitRefuses_waitsForIt() throws Exception {
        Issued caller = token(limited(new Limits(null, null, 1, Map.of())));
        CountDownLatch over = new CountDownLatch(1);
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream("Hi")).await(over).end()
                : ANSWER);
        Job job;
        try (EventReader stream = open(caller, streamedChat("openai/gpt-4o"))) {
            assertThat(stream.response().statusCode()).isEqualTo(200);
            job = queued(caller, chat("openai/gpt-4o"));
            await(() -> records(job.id()), rows -> !rows.isEmpty());
            assertThat(await(() -> now(job).status(), it -> it == Job.Status.QUEUED))
                    .isEqualTo(Job.Status.QUEUED);
        } finally {
            over.countDown();
        }

        assertThat(await(() -> now(job), it -> !it.underWay()).httpStatus()).isEqualTo(200);
    }
}
