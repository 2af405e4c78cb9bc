package dev.serai.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.DirectoryView.OfToken;
import dev.serai.access.Does;
import dev.serai.access.Rules;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.Faults;
import dev.serai.admin.ManageTokens;
import dev.serai.admin.Page;
import dev.serai.http.PublicAddress;
import dev.serai.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** {@code /admin/tokens}: what callers and administrators show. */
@Controller
public class TokensPage {

    private static final String PATH = "admin/tokens";

    /** The list. */
    public record Tokens(String search, String project, Page<OfToken> page) {}

    /**
     * One token, or a new one.
     *
     * @param token null while it is new
     * @param eTag of what is shown; empty while it is new
     * @param values of the form's fields
     * @param faults what was wrong with the form
     */
    public record Edited(
            OfToken token, String eTag, Map<String, String> values, List<Faults.Fault> faults, List<String> models) {}

    /**
     * A token that was just made.
     *
     * @param address of the gateway, for a first call
     */
    public record Made(OfToken token, String secret, String address) {

        @Override
        public String toString() {
            return token.id();
        }
    }

    private final ManageTokens tokens;
    private final NamedModels models;

    TokensPage(ManageTokens tokens, NamedModels models) {
        this.tokens = tokens;
        this.models = models;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/tokens")
    PageView list(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Tokens model = new Tokens(
                query.getOrDefault("search", ""), query.getOrDefault("project", ""), tokens.list(visit, query));
        return PageView.of("tokens", Section.TOKENS, model);
    }

    @Does(Act.CHANGE_TOKENS)
    @GetMapping("/admin/tokens/new")
    PageView create(
            @RequestParam(defaultValue = "") String project, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        Map<String, String> values = new HashMap<>(RuleFields.of(Rules.NONE));
        values.put("project", project);
        return page(visit, null, "", values, List.of());
    }

    @Does(Act.CHANGE_TOKENS)
    @PostMapping("/admin/tokens")
    PageView create(
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit,
            HttpServletRequest request)
            throws IOException {
        ObjectNode json = document(form, form.has("role"));
        for (String owner : List.of("project", "role")) {
            if (form.has(owner)) {
                json.put(owner, form.text(owner));
            }
        }
        try {
            return made(tokens.create(visit, body(json)), request);
        } catch (Faults.Invalid invalid) {
            return page(visit, null, "", form.fields(), invalid.faults()).with(HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/tokens/{id}")
    PageView show(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        ResponseEntity<OfToken> found = tokens.get(id, visit);
        OfToken token = found.getBody();
        Map<String, String> values = new HashMap<>(RuleFields.of(token.rules()));
        values.put("name", token.name());
        values.put("active", token.active() ? "true" : "");
        values.put(
                "expiresAt", token.expiresAt() == null ? "" : token.expiresAt().toString());
        return page(visit, token, found.getHeaders().getETag(), values, List.of());
    }

    @Does(Act.CHANGE_TOKENS)
    @PostMapping("/admin/tokens/{id}")
    View update(
            @PathVariable String id,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit)
            throws IOException {
        OfToken token = tokens.get(id, visit).getBody();
        ObjectNode json = document(form, token.role() != null).put("active", form.has("active"));
        try {
            tokens.update(id, visit.expecting(form.text("etag")), body(json));
            return PageView.goTo(PATH + "/" + id);
        } catch (Faults.Invalid invalid) {
            return page(visit, token, form.text("etag"), form.fields(), invalid.faults())
                    .with(HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    /** Shows its successor. */
    @Does(Act.CHANGE_TOKENS)
    @PostMapping("/admin/tokens/{id}/rotate")
    PageView rotate(
            @PathVariable String id,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit,
            HttpServletRequest request)
            throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("overlap", form.text("overlap"));
        return made(tokens.rotate(id, visit.expecting(form.text("etag")), body(json)), request);
    }

    /** For good. */
    @Does(Act.CHANGE_TOKENS)
    @PostMapping("/admin/tokens/{id}/revoke")
    View revoke(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        tokens.revoke(id, visit);
        return PageView.goTo(PATH + "/" + id);
    }

    @Does(Act.CHANGE_TOKENS)
    @PostMapping("/admin/tokens/{id}/delete")
    View delete(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        tokens.delete(id, visit);
        return PageView.goTo(PATH);
    }

    private static ObjectNode document(Form form, boolean role) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("name", form.text("name"));
        json.put("expiresAt", form.has("expiresAt") ? form.text("expiresAt") : null);
        if (!role) {
            json.set("rules", RuleFields.patch(form));
        }
        return json;
    }

    private static InputStream body(ObjectNode json) {
        return new ByteArrayInputStream(Json.bytes(json));
    }

    private static PageView made(ResponseEntity<ManageTokens.Made> made, HttpServletRequest request) {
        Made model = new Made(made.getBody().token(), made.getBody().secret(), PublicAddress.of(request));
        return PageView.of("made", Section.TOKENS, "Token " + model.token().name(), model);
    }

    private PageView page(
            AdminVisit visit, OfToken token, String eTag, Map<String, String> values, List<Faults.Fault> faults) {
        Edited model = new Edited(token, eTag, values, faults, models.seenBy(visit));
        return PageView.of("token", Section.TOKENS, token == null ? "New token" : "Token " + token.name(), model);
    }
}
