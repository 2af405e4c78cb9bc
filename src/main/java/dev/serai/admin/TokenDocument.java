package dev.serai.admin;

import dev.serai.access.Role;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Draft;
import java.time.Instant;
import java.util.Map;

/** What can be said of a token; null stands for the default. */
record TokenDocument(String name, Boolean active, Rules rules, Map<String, String> labels, Instant expiresAt) {

    static TokenDocument of(Draft draft) {
        return new TokenDocument(draft.name(), draft.active(), draft.rules(), draft.labels(), draft.expiresAt());
    }

    /** Notes what is wrong with it, and gives a draft of it. */
    Draft checked(Role role, Faults faults) {
        faults.checkRules(rules);
        Rules kept = rules == null ? Rules.NONE : rules;
        if (role != null && !kept.equals(Rules.NONE)) {
            faults.add("rules", "are for calls of models: a token with a role has none");
        }
        return new Draft(name, active == null || active, kept, labels == null ? Map.of() : labels, expiresAt);
    }
}
