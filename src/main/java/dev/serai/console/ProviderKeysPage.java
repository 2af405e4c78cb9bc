package dev.serai.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageProviderKeys;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.servlet.View;

/** A project's own keys for providers, set in its page; what is set is never shown. */
@Controller
public class ProviderKeysPage {

    private final ManageProviderKeys keys;

    ProviderKeysPage(ManageProviderKeys keys) {
        this.keys = keys;
    }

    /** In the place of an earlier one. */
    @Does(Act.SET_PROVIDER_KEYS)
    @PostMapping("/admin/projects/{id}/provider-keys")
    View set(
            @PathVariable String id,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit)
            throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("key", form.text("key"));
        keys.set(
                id,
                form.text("provider"),
                visit.expecting(form.text("etag")),
                new ByteArrayInputStream(Json.bytes(json)));
        return PageView.goTo("admin/projects/" + id);
    }

    @Does(Act.SET_PROVIDER_KEYS)
    @PostMapping("/admin/projects/{id}/provider-keys/{provider}/delete")
    View remove(
            @PathVariable String id,
            @PathVariable String provider,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        keys.remove(id, provider, visit.expecting(form.text("etag")));
        return PageView.goTo("admin/projects/" + id);
    }
}
