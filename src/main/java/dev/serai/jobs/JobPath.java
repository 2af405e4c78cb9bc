package dev.serai.jobs;

import dev.serai.access.Caller;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Json;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Which job a path means, and whose it has to be: of all others nobody learns that they exist. */
final class JobPath {

    /** Beneath it is a job's own. */
    static final String ALL = "/v1/jobs";

    private static final Pattern ID = Pattern.compile("job_[0-9a-f]{32}");

    private JobPath() {}

    /** Who asks. */
    static Job.Holder holder(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        return new Job.Holder(caller.tenant(), caller.id());
    }

    /**
     * The id in a path's variable {@code job}.
     *
     * @throws ApiException 404 if it is none
     */
    static String id(Exchange exchange) {
        String id = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                .path()
                .getOrDefault("job", "");
        if (!isOne(id)) {
            throw notFound();
        }
        return id;
    }

    static boolean isOne(String id) {
        return ID.matcher(id).matches();
    }

    static ApiException notFound() {
        return new ApiException(
                404,
                "invalid_request_error",
                "job_not_found",
                null,
                "There is no such job: its id is wrong, it has expired, or another API key has asked for it");
    }

    /** Answers with JSON. */
    static Message tell(Exchange exchange, int status, Object json) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(Json.bytes(json));
        return message;
    }

    /** Answers with a job that is still to be answered. */
    static Message promise(Exchange exchange, Job job) {
        Message message = tell(exchange, 202, job.told());
        message.setHeader("Location", ALL + "/" + job.id());
        message.setHeader("Retry-After", "1");
        message.setHeader("x-serai-job", job.status().text());
        return message;
    }
}
