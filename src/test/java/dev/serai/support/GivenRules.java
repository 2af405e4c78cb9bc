package dev.serai.support;

import dev.serai.access.Rules;
import dev.serai.limits.Budget;
import dev.serai.limits.Limits;
import java.math.BigDecimal;
import java.util.List;

/** Rules of which a test says those that it is about; the others restrict nothing. */
public final class GivenRules {

    private List<String> models;
    private List<String> endpoints;
    private List<String> addresses;
    private Limits limits;
    private Budget budget;
    private Boolean logContent;
    private String passProvider;
    private Boolean passthrough;
    private String cache;
    private BigDecimal cacheWarming;

    private GivenRules() {}

    public static GivenRules rules() {
        return new GivenRules();
    }

    public GivenRules models(List<String> patterns) {
        models = patterns;
        return this;
    }

    public GivenRules endpoints(List<String> patterns) {
        endpoints = patterns;
        return this;
    }

    public GivenRules addresses(List<String> ranges) {
        addresses = ranges;
        return this;
    }

    public GivenRules limits(Limits most) {
        limits = most;
        return this;
    }

    public GivenRules budget(Budget money) {
        budget = money;
        return this;
    }

    public GivenRules logContent(Boolean may) {
        logContent = may;
        return this;
    }

    public GivenRules passProvider(String provider) {
        passProvider = provider;
        return this;
    }

    public GivenRules passthrough(Boolean may) {
        passthrough = may;
        return this;
    }

    public GivenRules cache(String rule) {
        cache = rule;
        return this;
    }

    public GivenRules cacheWarming(BigDecimal share) {
        cacheWarming = share;
        return this;
    }

    public Rules build() {
        return new Rules(
                models,
                endpoints,
                addresses,
                limits,
                budget,
                logContent,
                passProvider,
                passthrough,
                cache,
                cacheWarming);
    }
}
