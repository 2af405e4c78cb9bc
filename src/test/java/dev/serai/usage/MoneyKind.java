package dev.serai.usage;

import java.util.List;

/** What becomes of a request: what the provider does with it, and how its caller takes it. */
enum MoneyKind {
    WHOLE("openai/gpt-4o", false),
    STREAM("openai/gpt-4o", true),
    TRANSLATED("anthropic/claude-sonnet-4-5", true),
    REFUSED("openai/gpt-4o", false),
    USAGE_ZERO("openai/gpt-4o", false),
    USAGE_NEGATIVE("openai/gpt-4o", true),
    USAGE_TEXT("mistral/mistral-large-2512", false),
    USAGE_ABSURD("openai/gpt-4o", true),
    USAGE_MISSING("openai/gpt-4o", true),
    GARBLED("openai/gpt-4o", false),
    BROKEN_WHOLE("openai/gpt-4o", false),
    BROKEN_STREAM("openai/gpt-4o", true),
    TIMED_OUT("openai/gpt-4o", false),
    LEFT_BEFORE("openai/gpt-4o", false),
    LEFT_AMID("openai/gpt-4o", true),
    RETRIED("money-again", false),
    FAILED_OVER("money-failover", false),
    RESUMED("money-resume", true),
    HEDGED("money-hedge", false),
    BATCH("cohere/embed-v4.0", false),
    BATCH_BROKEN("cohere/embed-v4.0", false);

    /** The aliases that these ask, as files have them: name, balancer, targets. */
    static final List<String[]> ALIASES = List.of(
            new String[] {"money-again", "inOrder", "openai/gpt-4o?retries=1"},
            new String[] {"money-failover", "inOrder", "openai/gpt-4o", "mistral/mistral-large-2512"},
            new String[] {"money-resume", "inOrder?recovery=restart", "openai/gpt-4o", "mistral/mistral-large-2512"},
            new String[] {"money-hedge", "inOrder?hedge=100ms", "openai/gpt-4o", "mistral/mistral-large-2512"});

    final String model;
    final boolean stream;

    MoneyKind(String model, boolean stream) {
        this.model = model;
        this.stream = stream;
    }

    /** Whether its first attempt ends badly where another one is to follow. */
    boolean replaces() {
        return this == RETRIED || this == FAILED_OVER || this == RESUMED || this == HEDGED;
    }
}
