package dev.serai.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageProviders;
import dev.serai.breakers.Breakers;
import dev.serai.models.ModelCatalog;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.servlet.View;

/** {@code /admin/providers}: who there is, how they do, and to leave one alone by hand. */
@Controller
public class ProvidersPage {

    /**
     * A provider.
     *
     * @param models how many it has listed; empty if it has not yet
     */
    public record Row(String name, boolean configured, OptionalInt models, List<Breakers.Reading> breakers) {}

    /** All of them, those that can be called first. */
    public record Providers(List<Row> rows) {}

    private final ManageProviders providers;
    private final ModelCatalog catalog;

    ProvidersPage(ManageProviders providers, ModelCatalog catalog) {
        this.providers = providers;
        this.catalog = catalog;
    }

    @Does(Act.READ)
    @GetMapping("/admin/providers")
    PageView show() {
        List<Row> rows = providers.reports().stream()
                .map(it -> new Row(it.name(), it.configured(), catalog.discovered(it.name()), it.breakers()))
                .sorted((one, other) -> Boolean.compare(other.configured(), one.configured()))
                .toList();
        return PageView.of("providers", Section.PROVIDERS, new Providers(rows));
    }

    /** Opens or closes a breaker, or lets it judge by itself again. */
    @Does(Act.FORCE_BREAKERS)
    @PostMapping("/admin/providers/{name}/breaker")
    View force(
            @PathVariable String name,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit)
            throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("state", form.text("state"));
        String breaker = form.text("breaker");
        if (breaker.startsWith(name + "/")) {
            json.put("model", breaker.substring(name.length() + 1));
        }
        providers.force(name, visit, new ByteArrayInputStream(Json.bytes(json)));
        return PageView.goTo("admin/providers");
    }
}
