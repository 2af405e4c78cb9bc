package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Draft;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.store.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lists and the audit are promised by any database. */
abstract class StorePagesContract extends StoreKit {

    private List<String> names(String search) {
        return new Projects(replica.database)
                .page("", search, "", 100).stream().map(Project::name).toList();
    }

    private List<Audit.Entry> audit(String subject) {
        return replica.audit.page(subject, Long.MAX_VALUE, 100);
    }

    @Test
    void projects_comeInPagesByName() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            replica.project("p" + (i * 7 % 25));
        }
        Projects projects = new Projects(replica.database);
        for (List<Project> page = projects.page("", "", "", 10);
                !page.isEmpty();
                page = projects.page("", "", all.get(all.size() - 1), 10)) {
            assertThat(page).hasSizeLessThanOrEqualTo(10);
            page.forEach(project -> all.add(project.name()));
        }
        assertThat(all).hasSize(25).doesNotHaveDuplicates().containsExactlyElementsOf(names(""));
    }

    /** More than are read at a time, and exactly so many. */
    @Test
    void changed_areReadToTheLast() {
        int most = 5000;
        Projects projects = new Projects(replica.database);
        replica.database.transaction(() -> {
            for (int i = 0; i <= most; i++) {
                projects.insert(new Project(
                        "prj_" + i,
                        "p" + i,
                        true,
                        Rules.NONE,
                        Map.of(),
                        Map.of(),
                        DirectoryRows.now(),
                        DirectoryRows.now(),
                        i));
            }
            return null;
        });
        assertThat(projects.changedAfter(-1))
                .extracting(Project::id)
                .hasSize(most + 1)
                .doesNotHaveDuplicates();
        assertThat(projects.changedAfter(0))
                .extracting(Project::id)
                .hasSize(most)
                .doesNotHaveDuplicates();
        assertThat(projects.changedAfter(most)).isEmpty();
    }

    @Test
    void search_takesWhatIsTypedAsItIs() {
        List.of("50% off", "50 off", "a_b", "axb", "c\\d", "cd", "O'Brien", "Mixed CASE")
                .forEach(replica::project);
        assertThat(names("50%")).containsExactly("50% off");
        assertThat(names("%")).containsExactly("50% off");
        assertThat(names("_")).containsExactly("a_b");
        assertThat(names("\\")).containsExactly("c\\d");
        assertThat(names("'")).containsExactly("O'Brien");
        assertThat(names("mixed case")).containsExactly("Mixed CASE");
        assertThat(names("MIXED")).containsExactly("Mixed CASE");
        assertThat(names("nobody")).isEmpty();
        assertThat(names("")).hasSize(8);
    }

    @Test
    void search_findsOtherLettersInTheirCase() {
        List.of("ÄRGER", "İstanbul", "straße").forEach(replica::project);
        assertThat(names("ÄRG")).containsExactly("ÄRGER");
        assertThat(names("İst")).containsExactly("İstanbul");
        assertThat(names("aße")).containsExactly("straße");
    }

    @Test
    void tokens_areFoundByProjectNamePrefixAndId() {
        Project team = replica.project("team");
        Project other = replica.project("other");
        Token ci = replica.token(team, "CI 100%").token();
        Token app = replica.token(team, "app").token();
        Token theirs = replica.token(other, "app").token();
        Tokens tokens = new Tokens(replica.database);
        assertThat(tokens.page(team.id(), "", "", 10)).containsExactlyInAnyOrder(ci, app);
        assertThat(tokens.page("", "APP", "", 10)).containsExactlyInAnyOrder(app, theirs);
        assertThat(tokens.page("", "0%", "", 10)).containsExactly(ci);
        assertThat(tokens.page("", ci.prefix(), "", 10)).containsExactly(ci);
        assertThat(tokens.page("", app.id(), "", 10)).containsExactly(app);
        List<Token> all = tokens.page("", "", "", 10);
        assertThat(tokens.page("", "", all.get(0).id(), 1)).containsExactly(all.get(1));
        assertThat(tokens.page("", "", all.get(2).id(), 1)).isEmpty();
    }

    @Test
    void audit_saysWhoDidWhat() {
        Project made = replica.project("team");
        Project renamed = replica.projects.update(made.id(), null, it -> Replica.renamed(it, "crew"), Replica.ACTOR);
        replica.projects.delete(made.id(), null, Replica.ACTOR);
        List<Audit.Entry> entries = audit(made.id());
        assertThat(entries)
                .extracting(Audit.Entry::action)
                .containsExactly("project.delete", "project.update", "project.create");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo("tok_1 Ada");
            assertThat(entry.address()).isEqualTo("203.0.113.9");
            assertThat(entry.requestId()).isEqualTo("req-1");
        });
        Audit.Entry update = entries.get(1);
        assertThat(update.before()).contains("\"team\"");
        assertThat(update.after()).contains("\"crew\"");
        assertThat(Duration.between(update.at(), renamed.updatedAt()).abs()).isLessThan(Duration.ofSeconds(5));
        assertThat(entries.get(0).after()).isNull();
        assertThat(entries.get(2).before()).isNull();
    }

    @Test
    void audit_comesInPages() {
        for (int i = 0; i < 5; i++) {
            replica.project("p" + i);
        }
        List<Audit.Entry> newest = replica.audit.page("", Long.MAX_VALUE, 2);
        List<Audit.Entry> next = replica.audit.page("", newest.get(1).id(), 10);
        assertThat(newest).hasSize(2);
        assertThat(next).hasSize(3).allMatch(entry -> entry.id() < newest.get(1).id());
    }

    @Test
    void audit_notesEveryChangeAndNoSecret() {
        Project team = replica.projects.create(
                new ProjectRegistry.Draft("team", true, Rules.NONE, Map.of("acme", "id:encrypted-canary"), Map.of()),
                Replica.ACTOR);
        Issued first = replica.token(team, "first");
        Issued second = replica.tokens.rotate(first.token().id(), null, Duration.ofHours(1), Replica.ACTOR);
        Issued role = replica.tokens.issue(Role.ADMIN, Draft.named("root"), Replica.ACTOR);
        replica.tokens.update(second.token().id(), null, it -> it, Replica.ACTOR);
        replica.tokens.revoke(second.token().id(), null, Replica.ACTOR);
        replica.tokens.delete(role.token().id(), null, Replica.ACTOR);
        replica.projects.delete(team.id(), null, Replica.ACTOR);
        assertThat(audit(""))
                .extracting(Audit.Entry::action)
                .containsExactlyInAnyOrder(
                        "project.create",
                        "token.create", // of the first
                        "token.rotate",
                        "token.create", // of its successor
                        "token.create", // of the role's
                        "token.update",
                        "token.revoke",
                        "token.delete", // of the role's
                        "token.delete", // with the project
                        "token.delete",
                        "project.delete");
        String shown = audit("").toString();
        assertThat(shown).contains("acme").doesNotContain("encrypted-canary");
        for (Issued issued : List.of(first, second, role)) {
            assertThat(shown)
                    .doesNotContain(issued.secret().text(), issued.token().hash());
        }
    }
}
