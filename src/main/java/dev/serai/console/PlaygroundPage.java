package dev.serai.console;

import dev.serai.SeraiProperties;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.http.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/playground}: models tried by hand, through the API that everybody uses, with a token of who tries. */
@Controller
public class PlaygroundPage {

    /**
     * What there is to try.
     *
     * @param first what is asked unless one says otherwise
     * @param reachable whether the API is at this page's port
     */
    public record Playground(List<String> models, String first, String address, boolean reachable) {}

    /** Answers without an account anywhere. */
    private static final String SIMULATED = "simulator/echo";

    private final NamedModels models;
    private final boolean reachable;

    PlaygroundPage(NamedModels models, SeraiProperties serai) {
        this.models = models;
        this.reachable = serai.adminPort() == 0;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/playground")
    PageView show(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit,
            @RequestParam(defaultValue = "") String model,
            HttpServletRequest request) {
        List<String> all = models.seenBy(visit);
        String usual = all.contains(SIMULATED) || all.isEmpty() ? SIMULATED : all.get(0);
        String first = model.isEmpty() ? usual : model;
        return PageView.of(
                "playground", Section.PLAYGROUND, new Playground(all, first, PublicAddress.of(request), reachable));
    }
}
