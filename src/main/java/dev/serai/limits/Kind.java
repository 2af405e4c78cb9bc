package dev.serai.limits;

/** What a rate counts; its word stands in bucket names, headers and messages. */
enum Kind {
    REQUESTS("requests"),
    TOKENS("tokens");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
