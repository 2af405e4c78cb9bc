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

/** {@code /admin/playground}: models tried by hand, through the API that everybody uses, with a token of who tries. */
@Controller
public class PlaygroundPage {

    /**
     * What there is to try.
     *
     * @param reachable whether the API is at this page's port
     */
    public record Playground(List<String> models, String address, boolean reachable) {}

    private final NamedModels models;
    private final boolean reachable;

    PlaygroundPage(NamedModels models, SeraiProperties serai) {
        this.models = models;
        this.reachable = serai.adminPort() == 0;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/playground")
    PageView show(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, HttpServletRequest request) {
        Playground model = new Playground(models.seenBy(visit), PublicAddress.of(request), reachable);
        return PageView.of("playground", Section.PLAYGROUND, model);
    }
}
