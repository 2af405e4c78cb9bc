package dev.serai.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.access.Scope;
import dev.serai.usage.RecordedAttempt;
import dev.serai.usage.RequestDetails;
import dev.serai.usage.RequestFilter;
import dev.serai.usage.RequestPage;
import dev.serai.usage.RequestPosition;
import dev.serai.usage.RequestQueries;
import dev.serai.usage.RequestTimeline;
import dev.serai.usage.UsageRecord;
import dev.serai.wire.ApiException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/requests}: the log of requests. */
@RestController
@RequestMapping("/manage/requests")
public class ManageRequests {

    /**
     * One request.
     *
     * @param traceId of its trace; null where there is none
     * @param queuedMs in line for its turn; null where that is not on record
     * @param timeline who was asked; null where that is not on record
     * @param moreAttempts that are not listed
     * @param beside what it used elsewhere, as records
     * @param totalCost with that
     */
    public record Details(
            @JsonUnwrapped UsageRecord request,
            String traceId,
            Double queuedMs,
            List<RecordedAttempt> timeline,
            int moreAttempts,
            List<UsageRecord> beside,
            BigDecimal totalCost) {

        static Details of(RequestDetails found) {
            RequestTimeline timeline = found.timeline();
            boolean known = timeline != null;
            return new Details(
                    found.request(),
                    known ? timeline.traceId() : null,
                    known ? (Double) timeline.queuedMs() : null,
                    known ? timeline.attempts() : null,
                    known ? timeline.more() : 0,
                    found.others(),
                    found.totalCost());
        }
    }

    private final RequestQueries requests;

    ManageRequests(RequestQueries requests) {
        this.requests = requests;
    }

    /** The newest first. */
    @Does(Act.READ_OWN)
    @GetMapping
    public RequestPage list(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        RequestLogQuery asked = new RequestLogQuery("listRequests", visit.scope(), query);
        RequestFilter filter = asked.filter();
        RequestPosition before = asked.before();
        asked.parameters().faults().refuse();
        return requests.page(filter, before, asked.parameters().limit());
    }

    /** All of one. */
    @Does(Act.READ_OWN)
    @GetMapping("/{id}")
    public Details get(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        Scope scope = visit.scope();
        return number(id)
                .flatMap(requests::find)
                .filter(found -> scope.sees(found.request().project()))
                .map(found -> Details.of(seen(found, scope)))
                .orElseThrow(() -> new ApiException(
                        404,
                        "invalid_request_error",
                        "request_not_found",
                        null,
                        "There is no request " + id + " on record"));
    }

    /** Callers give their requests ids, and may give what others have given. */
    private static RequestDetails seen(RequestDetails found, Scope scope) {
        List<UsageRecord> others =
                found.others().stream().filter(it -> scope.sees(it.project())).toList();
        return new RequestDetails(found.request(), found.timeline(), others);
    }

    private static Optional<Long> number(String id) {
        return id.matches("\\d{1,18}") ? Optional.of(Long.parseLong(id)) : Optional.empty();
    }
}
