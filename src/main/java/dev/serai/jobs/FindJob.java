package dev.serai.jobs;

import dev.serai.call.Call;
import dev.serai.http.Reply;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code findJob}: how far a job is, as 202; or its answer, with the status and the headers that it would have had
 * without one.
 */
record FindJob(JobStore store) implements Processor {

    @Override
    public void process(Exchange exchange) {
        String id = JobPath.id(exchange);
        Job job = Database.asked("what is asked for later", () -> store.find(JobPath.holder(exchange), id))
                .orElseThrow(JobPath::notFound);
        if (job.underWay()) {
            JobPath.promise(exchange, job);
        } else if (job.status() == Job.Status.CANCELLED) {
            throw new ApiException(410, "invalid_request_error", "job_cancelled", null, "The job was cancelled");
        } else {
            answer(exchange, job);
        }
    }

    private void answer(Exchange exchange, Job job) {
        Reply reply = Database.asked(
                        "what is answered",
                        () -> store.answer(job, Call.of(exchange).memory()))
                .orElseThrow(JobPath::notFound);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        reply.headers().forEach(message::setHeader);
        message.setHeader("x-serai-job", job.status().text());
        if (reply.status() >= 400) {
            message.setHeader("x-should-retry", "false"); // it is what it is, however often it is asked for
        }
        message.setBody(reply.body());
    }
}
