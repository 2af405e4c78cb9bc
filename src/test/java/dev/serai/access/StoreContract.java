package dev.serai.access;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Draft;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.Budget;
import dev.serai.limits.Limits;
import dev.serai.limits.Rates;
import dev.serai.store.Actor;
import dev.serai.store.Revision;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What projects and tokens are promised by any database. */
abstract class StoreContract extends StoreKit {

    private static final Actor ACTOR = Replica.ACTOR;
    private static final Instant EXPIRY = Instant.parse("2031-01-02T03:04:05.678901Z");
    private static final Rules RULES = rules().models(List.of("gpt-*"))
            .endpoints(List.of("/v1/*"))
            .addresses(List.of("10.0.0.0/8"))
            .limits(new Limits(new Rates(null, 10L, null, null), null, 3, Map.of()))
            .budget(new Budget(new Budget.Amounts(null, new BigDecimal("12.50"), null), null))
            .build();

    private Projects projects() {
        return new Projects(replica.database);
    }

    private Tokens tokens() {
        return new Tokens(replica.database);
    }

    @Test
    void migrate_isDoneOnce() {
        replica.project("before");
        replica.database.migrate();
        assertThat(projects().named("before")).isPresent();
    }

    @Test
    void undoneChange_leavesNothingAndTakesNoRevision() {
        Project first = replica.project("first");
        assertRefused(409, "name_taken", () -> replica.project("first"));
        assertThat(new Revision(replica.database).current()).isEqualTo(first.revision());
        assertThat(replica.audit.page("", Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void project_isKeptAsItWasMade() {
        Project made = replica.projects.create(
                new ProjectRegistry.Draft("Ärger & Söhne 🦊", false, RULES, Map.of("acme", "k:v"), Map.of("a", "b")),
                ACTOR);
        assertThat(projects().find(made.id())).contains(made);
        assertThat(replica.directory
                        .projectNamed("Ärger & Söhne 🦊")
                        .orElseThrow()
                        .project())
                .isEqualTo(made);
    }

    @Test
    void token_isKeptAsItWasMade() {
        Project project = replica.project("team");
        Issued issued = replica.tokens.issue(
                project.id(), new Draft("ci", false, RULES, Map.of("stage", "test"), EXPIRY), ACTOR);
        assertThat(tokens().find(issued.token().id())).contains(issued.token());
        assertThat(issued.token().hash())
                .isEqualTo(TokenHash.of(issued.secret().text()).toString());
        assertThat(issued.secret().text()).startsWith(issued.token().prefix());
    }

    @Test
    void roleToken_isKeptAsItWasMade() {
        assertThat(tokens().any()).isFalse();
        Token token =
                replica.tokens.issue(Role.OPERATOR, Draft.named("ops"), ACTOR).token();
        replica.tokens.issue(Role.VIEWER, Draft.named("looks"), ACTOR);
        assertThat(tokens().find(token.id())).contains(token);
        assertThat(tokens().any()).isTrue();
        assertThat(token.role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void update_changesAndKeepsTheRest() {
        Project made = replica.project("old name");
        Project changed =
                replica.projects.update(made.id(), made.revision(), it -> Replica.renamed(it, "new name"), ACTOR);
        assertThat(projects().find(made.id())).contains(changed);
        assertThat(changed.name()).isEqualTo("new name");
        assertThat(changed.createdAt()).isEqualTo(made.createdAt());
        assertThat(changed.revision()).isGreaterThan(made.revision());
    }

    @Test
    void takenName_isRefused() {
        replica.project("one");
        Project two = replica.project("two");
        assertRefused(
                409,
                "name_taken",
                () -> replica.projects.update(two.id(), null, it -> Replica.renamed(it, "one"), ACTOR));
        replica.projects.update(two.id(), null, it -> Replica.renamed(it, "two"), ACTOR);
    }

    @Test
    void unknownId_isNotFound() {
        assertRefused(404, "project_not_found", () -> replica.projects.update("prj_x", null, it -> it, ACTOR));
        assertRefused(404, "project_not_found", () -> replica.projects.delete("prj_x", null, ACTOR));
        assertRefused(404, "project_not_found", () -> replica.tokens.issue("prj_x", Draft.named("t"), ACTOR));
        assertRefused(404, "token_not_found", () -> replica.tokens.update("tok_x", null, it -> it, ACTOR));
        assertRefused(404, "token_not_found", () -> replica.tokens.revoke("tok_x", null, ACTOR));
        assertRefused(404, "token_not_found", () -> replica.tokens.rotate("tok_x", null, Duration.ZERO, ACTOR));
        assertRefused(404, "token_not_found", () -> replica.tokens.delete("tok_x", null, ACTOR));
    }

    @Test
    void changeOfAnOlderState_isRefused() {
        Project project = replica.project("team");
        Token token = replica.token(project, "t").token();
        long old = project.revision();
        replica.projects.update(project.id(), old, it -> it, ACTOR);
        replica.tokens.update(token.id(), token.revision(), it -> it, ACTOR);
        long oldToken = token.revision();
        assertRefused(412, "changed_meanwhile", () -> replica.projects.update(project.id(), old, it -> it, ACTOR));
        assertRefused(412, "changed_meanwhile", () -> replica.projects.delete(project.id(), old, ACTOR));
        assertRefused(412, "changed_meanwhile", () -> replica.tokens.update(token.id(), oldToken, it -> it, ACTOR));
        assertRefused(412, "changed_meanwhile", () -> replica.tokens.revoke(token.id(), oldToken, ACTOR));
        assertRefused(
                412, "changed_meanwhile", () -> replica.tokens.rotate(token.id(), oldToken, Duration.ZERO, ACTOR));
        assertRefused(412, "changed_meanwhile", () -> replica.tokens.delete(token.id(), oldToken, ACTOR));
    }

    @Test
    void deletedProject_takesItsTokensAlong() {
        Project project = replica.project("team");
        Project other = replica.project("other");
        Issued first = replica.token(project, "first");
        Issued second = replica.token(project, "second");
        Issued kept = replica.token(other, "kept");
        replica.projects.delete(project.id(), null, ACTOR);
        assertThat(tokens().page("", "", "", 10)).containsExactly(kept.token());
        assertThat(replica.directory.tokens()).containsExactly(kept.token());
        assertRefused(401, "invalid_api_key", () -> replica.caller(first));
        assertRefused(401, "invalid_api_key", () -> replica.caller(second));
        replica.project("team");
    }

    @Test
    void deletedToken_isGone() {
        Issued issued = replica.token(replica.project("team"), "ci");
        replica.tokens.delete(issued.token().id(), issued.token().revision(), ACTOR);
        assertThat(tokens().find(issued.token().id())).isEmpty();
        assertRefused(401, "invalid_api_key", () -> replica.caller(issued));
    }
}
