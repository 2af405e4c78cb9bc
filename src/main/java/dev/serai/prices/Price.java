package dev.serai.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model's tokens, and what it is paid for besides, cost in the price list's currency. */
public final class Price {

    /**
     * Other rates for long prompts.
     *
     * @param tokens a longer prompt has these rates, for the whole request
     * @param rates those that differ from the step below
     */
    record Tier(long tokens, Map<Rate, BigDecimal> rates) {}

    /** What counts for prompts that exceed so many tokens: all rates. */
    private record Step(long tokens, Map<Rate, BigDecimal> rates) {

        static Step of(long tokens, Map<Rate, BigDecimal> named) {
            return new Step(tokens, Rate.completed(named));
        }
    }

    /** Rates are per million tokens. */
    private static final int MILLION = 6;

    private final Map<Rate, BigDecimal> named;
    private final List<Tier> tiers;
    private static final Rate[] RATES = Rate.values();

    /** The longest prompts first. */
    private final List<Step> steps = new ArrayList<>();

    /**
     * @param named the rates that the price list names, the required ones among them
     * @param tiers in the order of their tokens
     */
    Price(Map<Rate, BigDecimal> named, List<Tier> tiers) {
        this.named = Map.copyOf(named);
        this.tiers = List.copyOf(tiers);
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        rates.putAll(named);
        steps.add(Step.of(-1, rates));
        for (Tier tier : tiers) {
            rates.putAll(tier.rates);
            steps.add(0, Step.of(tier.tokens, rates));
        }
    }

    /** What that many tokens cost: exact, with at most twelve decimals, and no more than can be stored. */
    public BigDecimal cost(TokenCounts tokens) {
        Map<Rate, BigDecimal> rates = rates(tokens.prompt());
        BigDecimal sum = BigDecimal.ZERO;
        for (Rate rate : RATES) {
            long count = rate.count(tokens);
            if (count > 0) { // most have none
                sum = sum.add(rates.get(rate).multiply(BigDecimal.valueOf(count)));
            }
        }
        return Storable.cost(sum.movePointLeft(MILLION).add(besides(tokens.units())));
    }

    private BigDecimal besides(Units used) {
        BigDecimal sum = BigDecimal.ZERO;
        if (!used.equals(Units.NONE)) {
            for (Rate rate : RATES) {
                sum = rate.isOfTokens() || !named.containsKey(rate) ? sum : sum.add(rate.cost(named.get(rate), used));
            }
        }
        return sum;
    }

    /**
     * What that many tokens cost at most: a prompt may be written to a cache, and be of other kinds than text.
     *
     * @param audio whether there is sound in it
     */
    public BigDecimal most(TokenCounts tokens, boolean audio) {
        BigDecimal input = BigDecimal.ZERO;
        BigDecimal output = BigDecimal.ZERO;
        for (Map.Entry<Rate, BigDecimal> rate : rates(tokens.prompt()).entrySet()) {
            if (rate.getKey().isOfTokens() && (!rate.getKey().isAudio() || audio)) {
                input = rate.getKey().isOutput() ? input : input.max(rate.getValue());
                output = rate.getKey().isOutput() ? output.max(rate.getValue()) : output;
            }
        }
        return input.multiply(BigDecimal.valueOf(tokens.prompt()))
                .add(output.multiply(BigDecimal.valueOf(tokens.completion())))
                .movePointLeft(MILLION)
                .add(besides(tokens.units()));
    }

    private Map<Rate, BigDecimal> rates(long prompt) {
        for (Step step : steps) {
            if (prompt > step.tokens) {
                return step.rates;
            }
        }
        throw new IllegalStateException("a prompt has at least 0 tokens");
    }

    /** As the price list has it. */
    public Prices.Listed listed(String model) {
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
