package dev.serai.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.store.Database;
import dev.serai.wire.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The steps {@code cancelJob} and {@code deleteJob}: nobody works on it any more, wherever that was done.
 *
 * @param forgets whether nothing of it is kept
 */
record EndJob(Jobs jobs, JobStore store, boolean forgets) implements Processor {

    @Override
    public void process(Exchange exchange) {
        String id = JobPath.id(exchange);
        Job.Holder holder = JobPath.holder(exchange);
        boolean ended = Database.asked(
                "what is asked for later", () -> forgets ? store.delete(holder, id) : store.cancel(holder, id));
        if (ended) {
            jobs.abort(id);
        }
        if (forgets && ended) {
            ObjectNode told = Json.MAPPER.createObjectNode().put("id", id).put("object", "job");
            JobPath.tell(exchange, 200, told.put("deleted", true));
            return;
        }
        Job job = Database.asked("what is asked for later", () -> store.find(holder, id))
                .orElseThrow(JobPath::notFound); // one that is over stays what it is
        JobPath.tell(exchange, 200, job.told());
    }
}
