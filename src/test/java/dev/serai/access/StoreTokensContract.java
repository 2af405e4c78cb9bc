package dev.serai.access;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Draft;
import dev.serai.access.TokenRegistry.First;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.store.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How tokens begin and end in any database. */
abstract class StoreTokensContract extends StoreKit {

    private static final Actor ACTOR = Replica.ACTOR;

    private Projects projects() {
        return new Projects(replica.database);
    }

    private Tokens tokens() {
        return new Tokens(replica.database);
    }

    @Test
    void firstTokens_areMadeOnceAndKeptBeforeTheyCount() {
        List<First> kept = new ArrayList<>();
        Optional<First> first = replica.tokens.issueFirst(
                revision -> {
                    assertThat(kept).isEmpty();
                    return replica.projects.named("default", revision);
                },
                kept::add);
        assertThat(kept).containsExactly(first.orElseThrow());
        assertThat(first.orElseThrow().admin().token().role()).isEqualTo(Role.ADMIN);
        assertThat(replica.caller(first.orElseThrow().caller()).project())
                .isEqualTo(projects().named("default").orElseThrow().id());

        assertThat(replica.tokens.issueFirst(revision -> null, kept::add)).isEmpty();
        assertThat(kept).hasSize(1);
    }

    @Test
    void rotation_letsTheOldOneWorkForTheOverlap() {
        Draft draft = new Draft("ci", true, rules().models(List.of("gpt-*")).build(), Map.of("a", "b"), null);
        Issued old = replica.tokens.issue(replica.project("team").id(), draft, ACTOR);
        Issued successor = replica.tokens.rotate(old.token().id(), null, Duration.ofHours(1), ACTOR);
        assertThat(Draft.of(successor.token())).isEqualTo(draft);
        assertThat(successor.token().project()).isEqualTo(old.token().project());
        assertThat(successor.secret().text()).isNotEqualTo(old.secret().text());
        Instant end = tokens().find(old.token().id()).orElseThrow().expiresAt();
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(replica.caller(old).project())
                .isEqualTo(replica.caller(successor).project());
    }

    @Test
    void rotationWithoutOverlap_endsTheOldOne() {
        Issued old = replica.token(replica.project("team"), "ci");
        Issued successor = replica.tokens.rotate(old.token().id(), null, Duration.ZERO, ACTOR);
        assertRefused(401, "token_expired", () -> replica.caller(old));
        replica.caller(successor);
    }

    @Test
    void rotation_doesNotProlong() {
        Instant soon = DirectoryRows.exact(Instant.now().plusSeconds(600));
        Issued old = replica.tokens.issue(
                replica.project("team").id(), new Draft("ci", true, Rules.NONE, Map.of(), soon), ACTOR);
        replica.tokens.rotate(old.token().id(), null, Duration.ofHours(1), ACTOR);
        assertThat(tokens().find(old.token().id()).orElseThrow().expiresAt()).isEqualTo(soon);
    }

    @Test
    void expiredToken_hasNoSuccessor() {
        Instant expiry = Instant.now().plusSeconds(3600);
        String id = replica.tokens
                .issue(Role.VIEWER, new Draft("looks", true, Rules.NONE, Map.of(), expiry), ACTOR)
                .token()
                .id();
        Token successor =
                replica.tokens.rotate(id, null, Duration.ofMinutes(1), ACTOR).token();
        assertThat(successor.expiresAt())
                .as("of the old one's whole life, whatever is left of it")
                .isEqualTo(DirectoryRows.exact(expiry));

        replica.tokens.rotate(successor.id(), null, Duration.ZERO, ACTOR);
        assertRefused(
                409, "token_expired", () -> replica.tokens.rotate(successor.id(), null, Duration.ofDays(1), ACTOR));
    }

    @Test
    void revokedToken_staysSoAndListed() {
        Issued issued = replica.token(replica.project("team"), "ci");
        Token revoked = replica.tokens.revoke(issued.token().id(), null, ACTOR);
        assertThat(replica.tokens.revoke(issued.token().id(), null, ACTOR).revokedAt())
                .isEqualTo(revoked.revokedAt())
                .isNotNull();
        replica.tokens.update(issued.token().id(), null, it -> it, ACTOR);
        assertRefused(401, "token_revoked", () -> replica.caller(issued));
        assertRefused(
                409, "token_revoked", () -> replica.tokens.rotate(issued.token().id(), null, Duration.ZERO, ACTOR));
        assertThat(tokens().find(issued.token().id())).isPresent();
    }
}
