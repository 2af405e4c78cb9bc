package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageRequests;
import dev.serai.prices.PriceList;
import dev.serai.usage.RequestPage;
import dev.serai.usage.UsageRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/requests}: the log of requests, and the life of one. */
@Controller
public class RequestsPage {

    private static final String PATH = "admin/requests";
    private static final String BEFORE = "before";
    /** As browsers send a time, without seconds where there are none. */
    private static final String LOCAL_MINUTES = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d";

    private static final String LOCAL_SECONDS = LOCAL_MINUTES + ":\\d\\d";

    /**
     * The log.
     *
     * @param asked what the form has in it
     * @param page of those that fit
     */
    public record Log(Map<String, String> asked, RequestPage page, String currency) {

        /** What is in it. */
        public List<UsageRecord> rows() {
            return page.data();
        }

        /** What a field has in it. */
        public String field(String name) {
            return asked.getOrDefault(name, "");
        }

        /** The same of a time, as browsers want it. */
        public String time(String name) {
            return field(name).replaceFirst("Z$", "");
        }

        /** The address of the page after this one. */
        public String older() {
            return address(PATH, BEFORE, page.next().toString());
        }

        /** Whether it is about what is new: of times that are over, nothing is to come. */
        public boolean mayBeLive() {
            return !asked.containsKey(BEFORE) && !asked.containsKey("from") && !asked.containsKey("to");
        }

        /** Where those that end are told of. */
        public String live() {
            return address("manage/requests/live", "", "");
        }

        private String address(String path, String name, String value) {
            Map<String, String> query = new TreeMap<>(asked);
            if (!name.isEmpty()) {
                query.put(name, value);
            }
            return query.isEmpty() ? path : path + "?" + query(query);
        }
    }

    private final ManageRequests requests;
    private final PriceList prices;

    RequestsPage(ManageRequests requests, PriceList prices) {
        this.requests = requests;
        this.prices = prices;
    }

    /** The address of the log of those that have this alone, from the gateway's own. */
    public static String only(String name, String value) {
        return PATH + "?" + query(Map.of(name, value));
    }

    /** The address of one request, from the gateway's own. */
    public static String address(UsageRecord request) {
        return PATH + "/" + request.id();
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/requests")
    PageView list(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Map<String, String> asked = new TreeMap<>();
        query.forEach((name, value) -> {
            String text = value.strip();
            if (!text.isEmpty()) {
                asked.put(name, moment(text));
            }
        });
        Log log = new Log(asked, requests.list(visit, asked), prices.prices().currency());
        return PageView.of("requests", Section.REQUESTS, log);
    }

    private static String moment(String text) {
        return text.matches(LOCAL_MINUTES) ? text + ":00Z" : text.matches(LOCAL_SECONDS) ? text + "Z" : text;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/requests/{id}")
    PageView show(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        ManageRequests.Details found = requests.get(id, visit);
        String title = "Request " + found.request().requestId();
        return PageView.of(
                "request",
                Section.REQUESTS,
                title,
                new Waterfall(found, prices.prices().currency()));
    }
}
