package dev.serai.console;

import java.util.Locale;

/** What the log of requests can be narrowed by in its form, in that order. */
public enum RequestsFields {
    PROJECT("Project"),
    TOKEN("Token"),
    ALIAS("Model as asked"),
    PROVIDER("Provider"),
    MODEL("Model as answered"),
    STATUS("Status"),
    MIN_LATENCY_MS("Took at least, ms"),
    MIN_COST("Cost from"),
    MAX_COST("Cost to"),
    FROM("From (UTC)"),
    TO("To (UTC)"),
    REQUEST_ID("Request id");

    private final String says;

    RequestsFields(String says) {
        this.says = says;
    }

    public String says() {
        return says;
    }

    /** As the query calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isTime() {
        return this == FROM || this == TO;
    }

    /** Whether it is one. */
    public boolean isNumber() {
        return this == STATUS || this == MIN_LATENCY_MS || this == MIN_COST || this == MAX_COST;
    }
}
