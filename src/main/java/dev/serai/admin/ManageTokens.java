package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Changes;
import dev.serai.access.DirectoryView;
import dev.serai.access.Does;
import dev.serai.access.Projects;
import dev.serai.access.Role;
import dev.serai.access.Token;
import dev.serai.access.TokenRegistry;
import dev.serai.access.TokenRegistry.Draft;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.access.Tokens;
import dev.serai.store.Actor;
import dev.serai.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/tokens}: what callers and administrators show. Those with a role are for admins to touch. */
@RestController
@RequestMapping("/manage/tokens")
public class ManageTokens {

    /**
     * A token that was just made.
     *
     * @param secret its text, shown only now
     */
    public record Made(DirectoryView.OfToken token, String secret) {

        @Override
        public String toString() {
            return token.id();
        }
    }

    private final Tokens tokens;
    private final Projects projects;
    private final TokenRegistry registry;

    ManageTokens(Database database, TokenRegistry registry) {
        this.tokens = new Tokens(database);
        this.projects = new Projects(database);
        this.registry = registry;
    }

    /** By id. */
    @Does(Act.READ_OWN)
    @GetMapping
    public Page<DirectoryView.OfToken> list(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Parameters parameters = new Parameters("listTokens", visit.scope().narrowed(query));
        String project = parameters.text("project");
        String search = parameters.text("search");
        String after = parameters.text("after");
        return Page.of(parameters, limit -> tokens.page(project, search, after, limit), Token::id, DirectoryView::of);
    }

    @Does(Act.CHANGE_TOKENS)
    @PostMapping(consumes = "application/json")
    public ResponseEntity<Made> create(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, InputStream body)
            throws IOException {
        Faults faults = new Faults();
        NewToken document = Body.read(body).appliedTo(NewToken.EMPTY, faults);
        Draft draft = document.checked(faults);
        if (document.project() != null && projects.find(document.project()).isEmpty()) {
            faults.add("project", "there is no such project");
        }
        if (document.role() != null) {
            visit.require(Act.TOUCH_ROLES);
        }
        faults.refuse();
        return made(issued(document, draft, visit.actor()));
    }

    private Issued issued(NewToken document, Draft draft, Actor actor) {
        return document.project() == null
                ? registry.issue(document.role(), draft, actor)
                : registry.issue(document.project(), document.role(), draft, actor);
    }

    @Does(Act.READ_OWN)
    @GetMapping("/{id}")
    public ResponseEntity<DirectoryView.OfToken> get(
            @PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return answer(find(id, visit));
    }

    /** By a merge patch. */
    @Does(Act.CHANGE_TOKENS)
    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    public ResponseEntity<DirectoryView.OfToken> update(
            @PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, InputStream in)
            throws IOException {
        Role role = requireMayTouch(id, visit);
        Body body = Body.read(in);
        return answer(registry.update(id, visit.expected(), draft -> changed(draft, role, body), visit.actor()));
    }

    /** Makes a successor. */
    @Does(Act.CHANGE_TOKENS)
    @PostMapping("/{id}/rotate")
    public ResponseEntity<Made> rotate(
            @PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, InputStream body)
            throws IOException {
        requireMayTouch(id, visit);
        Faults faults = new Faults();
        Duration overlap = Body.read(body).appliedTo(new Rotation(null), faults).checked(faults);
        faults.refuse();
        return made(registry.rotate(id, visit.expected(), overlap, visit.actor()));
    }

    /** For good. */
    @Does(Act.CHANGE_TOKENS)
    @PostMapping("/{id}/revoke")
    public ResponseEntity<DirectoryView.OfToken> revoke(
            @PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        requireMayTouch(id, visit);
        return answer(registry.revoke(id, visit.expected(), visit.actor()));
    }

    @Does(Act.CHANGE_TOKENS)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        requireMayTouch(id, visit);
        registry.delete(id, visit.expected(), visit.actor());
    }

    /** Gives the token's role, which never changes. */
    private Role requireMayTouch(String id, AdminVisit visit) {
        Role role = find(id, visit).role();
        if (role != null) {
            visit.require(Act.TOUCH_ROLES);
        }
        return role;
    }

    private Token find(String id, AdminVisit visit) {
        return tokens.find(id)
                .filter(it -> visit.scope().sees(it.project()))
                .orElseThrow(() -> Changes.notFound("token", id));
    }

    private static Draft changed(Draft draft, Role role, Body body) {
        Faults faults = new Faults();
        Draft changed = body.appliedTo(TokenDocument.of(draft), faults).checked(role, faults);
        faults.refuse();
        return changed;
    }

    private static ResponseEntity<DirectoryView.OfToken> answer(Token token) {
        return ResponseEntity.ok().eTag(ETags.of(token.revision())).body(DirectoryView.of(token));
    }

    private static ResponseEntity<Made> made(Issued issued) {
        return ResponseEntity.created(
                        URI.create("/manage/tokens/" + issued.token().id()))
                .eTag(ETags.of(issued.token().revision()))
                .cacheControl(CacheControl.noStore())
                .body(new Made(DirectoryView.of(issued.token()), issued.secret().text()));
    }
}
