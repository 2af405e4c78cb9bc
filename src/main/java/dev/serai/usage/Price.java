package dev.serai.usage;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a model's tokens cost, in the price list's currency. */
public final class Price {

    /**
     * Other rates for long prompts.
     *
     * @param tokens a longer prompt has these rates, for the whole request
     * @param rates those that differ from the step below
     */
    record Tier(long tokens, Map<Rate, BigDecimal> rates) {}

    /** Rates are per million tokens. */
    private static final int MILLION = 6;

    private final Map<Rate, BigDecimal> named;
    private final List<Tier> tiers;
    /** All rates, by the number of tokens that a prompt must exceed. */
    private final NavigableMap<Long, Map<Rate, BigDecimal>> steps = new TreeMap<>();

    /**
     * @param named the rates that the price list names, the required ones among them
     * @param tiers in the order of their tokens
     */
    Price(Map<Rate, BigDecimal> named, List<Tier> tiers) {
        this.named = Map.copyOf(named);
        this.tiers = List.copyOf(tiers);
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        rates.putAll(named);
        steps.put(-1L, Rate.completed(rates));
        for (Tier tier : tiers) {
            rates.putAll(tier.rates);
            steps.put(tier.tokens, Rate.completed(rates));
        }
    }

    /** What that many tokens cost: exact, with at most twelve decimals. */
    public BigDecimal cost(Tokens tokens) {
        Map<Rate, BigDecimal> rates = steps.lowerEntry(tokens.prompt()).getValue();
        BigDecimal sum = BigDecimal.ZERO;
        for (Rate rate : Rate.values()) {
            long count = rate.count(tokens);
            if (count > 0) { // most have none
                sum = sum.add(rates.get(rate).multiply(BigDecimal.valueOf(count)));
            }
        }
        return sum.movePointLeft(MILLION);
    }

    /** As the price list has it. */
    Prices.Listed listed(String model) {
        return new Prices.Listed(
                model,
                words(named),
                tiers.stream()
                        .map(tier -> new Prices.Tier(tier.tokens, words(tier.rates)))
                        .toList());
    }

    private static Map<String, BigDecimal> words(Map<Rate, BigDecimal> rates) {
        Map<String, BigDecimal> words = new LinkedHashMap<>();
        for (Rate rate : Rate.values()) {
            if (rates.containsKey(rate)) {
                words.put(rate.word(), rates.get(rate));
            }
        }
        return words;
    }
}
