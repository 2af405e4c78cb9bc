package dev.serai.limits;

/** What a rate counts; its word stands in bucket names, headers and messages. */
enum RateUnit {
    REQUESTS("requests"),
    TOKENS("tokens");

    private final String word;
    private final String limitHeader;
    private final String remainingHeader;
    private final String resetHeader;

    RateUnit(String word) {
        this.word = word;
        this.limitHeader = "x-ratelimit-limit-" + word;
        this.remainingHeader = "x-ratelimit-remaining-" + word;
        this.resetHeader = "x-ratelimit-reset-" + word;
    }

    String limitHeader() {
        return limitHeader;
    }

    String remainingHeader() {
        return remainingHeader;
    }

    String resetHeader() {
        return resetHeader;
    }

    String word() {
        return word;
    }
}
