package dev.serai.passthrough;

import java.util.List;
import java.util.Set;

/** Which paths below an API's root pass, for those who may see no more than what is their own. */
final class Passable {

    /** Of the provider's whole account, or what lets callers past this gateway: nobody's to see. */
    private static final Set<String> NEVER = Set.of(
            "organization",
            "organizations",
            "projects",
            "admin",
            "dashboard",
            "billing",
            "usage",
            "api_keys",
            "keys",
            "key",
            "users",
            "user",
            "me",
            "account",
            "accounts",
            "credits",
            "workspaces",
            "service_accounts",
            "client_secrets",
            "ephemeral_keys",
            "webhooks",
            "chatkit",
            "realtime");

    /** What models answer has routes of its own, where it is limited and counted: there is no other way to it. */
    private static final Set<String> ELSEWHERE = Set.of(
            "chat",
            "completions",
            "embeddings",
            "responses",
            "messages",
            "images",
            "audio",
            "moderations",
            "rerank",
            "models",
            "engines",
            "edits",
            "complete");

    private Passable() {}

    /** Whether a path does. */
    static boolean is(List<String> segments) {
        String first = segments.get(0);
        boolean batches = segments.size() > 1 && segments.get(1).equals("batches");
        return !NEVER.contains(first) && (!ELSEWHERE.contains(first) || (first.equals("messages") && batches));
    }
}
