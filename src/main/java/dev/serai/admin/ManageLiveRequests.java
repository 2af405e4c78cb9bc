package dev.serai.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.requests.LiveRequests;
import dev.serai.requests.LiveView;
import dev.serai.usage.RequestFilter;
import dev.serai.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/requests/live}: requests as they end, until the viewer leaves or may look no more. */
@RestController
class ManageLiveRequests {

    /** How long a token that was revoked sees more, and a viewer who left keeps a place. */
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** Between news: whoever reads them is no faster, and requests by the thousand would each be written to everybody. */
    private static final Duration PACE = Duration.ofMillis(250);

    private static final int LONGEST_SECONDS = 3600;
    /** So many rounds without news, and a comment is sent: proxies close what is silent, and who has left is found out. */
    private static final int SILENT = 10;

    private final LiveRequests requests;
    private final Standing standing;

    ManageLiveRequests(LiveRequests requests, Standing standing) {
        this.requests = requests;
        this.standing = standing;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/manage/requests/live")
    void watch(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit,
            @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RequestLogQuery asked = new RequestLogQuery("watchRequests", visit.scope(), query);
        RequestFilter filter = asked.filter();
        asked.parameters().requireFit();
        long end = System.nanoTime()
                + Duration.ofSeconds(asked.parameters().number("seconds", LONGEST_SECONDS))
                        .toNanos();
        try (LiveView view = requests.watch(filter)) {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            send(": watching\n", response.getOutputStream());
            tell(view, request, response.getOutputStream(), end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while it waited for requests");
        }
    }

    private void tell(LiveView view, HttpServletRequest request, OutputStream out, long end)
            throws IOException, InterruptedException {
        int silent = 0;
        while (!view.isOver() && System.nanoTime() < end && standing.holds(request)) {
            LiveView.News news = view.next(ROUND);
            if (news.records().isEmpty()) {
                silent++;
            } else {
                ObjectNode event = Json.MAPPER.createObjectNode().put("more", news.more());
                event.set("requests", Json.MAPPER.valueToTree(news.records()));
                send("event: requests\ndata: " + event + "\n\n", out);
                silent = 0;
                Thread.sleep(PACE.toMillis());
            }
            if (silent == SILENT) {
                send(": keep-alive\n", out);
                silent = 0;
            }
        }
        send("event: end\ndata: {}\n\n", out);
    }

    private static void send(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
