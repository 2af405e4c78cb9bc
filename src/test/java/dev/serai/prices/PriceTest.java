package dev.serai.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Costs that were calculated by hand. */
class PriceTest {

    private static final Price EVERYTHING = price("""
            {input: 2, output: 8, cached: 0.5, cache_write: 2.5, reasoning: 6, audio_input: 10, audio_output: 20,
             image: 3, above: [{tokens: 1000, input: 4, output: 12}, {tokens: 5000, cached: 0.7}]}""");

    @Test
    void plainTokens_costInputAndOutput() {
        // 1000 * 2 + 500 * 8 = 6000 millionths
        assertThat(EVERYTHING.cost(chat(1000, 500))).isEqualByComparingTo("0.006");
    }

    @Test
    void parts_haveTheirOwnRates() {
        // prompt 1000 = 400 cached, 100 written, 50 audio, 30 image, 420 plain: 200 + 250 + 500 + 90 + 840
        // completion 500 = 300 reasoning, 20 audio, 180 plain: 1800 + 400 + 1440
        assertThat(EVERYTHING.cost(new TokenCounts(1000, 500, 400, 100, 0, 300, 50, 20, 30)))
                .isEqualByComparingTo("0.00552");
    }

    @Test
    void cacheWritesForAnHour_haveARateOfTheirOwn() {
        Price price = price("{input: 3, output: 15, cached: 0.3, cache_write: 3.75, cache_write_1h: 6}");

        // 1000 = 100 plain, 400 cached, 200 for five minutes, 300 for an hour: 300 + 120 + 750 + 1800
        assertThat(price.cost(new TokenCounts(1000, 0, 400, 500, 300, 0, 0, 0, 0)))
                .isEqualByComparingTo("0.00297");
    }

    @Test
    void whatIsNoToken_hasARateOfItsOwn() {
        Price price = price("{per_image: 0.04, per_minute: 0.006, characters: 15, per_search: 0.002}");
        Units units = new Units(3, 2000, 90_000, 5, 0);

        // 3 * 0.04 + 2000 * 15 millionths + 1.5 * 0.006 + 5 * 0.002; tokens cost nothing
        assertThat(price.cost(chat(1000, 1000).with(units))).isEqualByComparingTo("0.169");
        assertThat(price.most(chat(1000, 1000).with(units), false)).isEqualByComparingTo("0.169");
        assertThat(EVERYTHING.cost(chat(1000, 500).with(units))).isEqualByComparingTo("0.006");
    }

    @Test
    void secondsOfVideo_areExactToTheMillisecond() {
        assertThat(price("{per_video_second: 0.3}").cost(chat(0, 0).with(new Units(0, 0, 0, 0, 12_001))))
                .isEqualByComparingTo("3.6003");
    }

    @Test
    void partsOfAMinute_areExactToTwelveDecimals() {
        assertThat(price("{per_minute: 0.000001}").cost(chat(0, 0).with(new Units(0, 0, 1, 0, 0))))
                .isEqualByComparingTo("0.000000000017");
    }

    @Test
    void most_isTheDearestThatTokensCanBe() {
        assertThat(EVERYTHING.most(chat(1000, 500), false)).isEqualByComparingTo("0.007");
        assertThat(EVERYTHING.most(chat(1000, 500), true)).isEqualByComparingTo("0.02");
    }

    @Test
    void longPrompt_hasTheTiersRatesForTheWholeRequest() {
        // 601 * 4 + 400 cached * 0.5 + 200 * 12 + 300 reasoning * 6 = 2404 + 200 + 2400 + 1800
        assertThat(EVERYTHING.cost(new TokenCounts(1001, 500, 400, 0, 0, 300, 0, 0, 0)))
                .isEqualByComparingTo("0.006804");
    }

    @Test
    void tier_inheritsWhatItDoesNotName() {
        // 5001 * 4 from the tier below, 1000 cached * 0.7 of them: 4001 * 4 + 700 + 100 * 12
        assertThat(EVERYTHING.cost(new TokenCounts(5001, 100, 1000, 0, 0, 0, 0, 0, 0)))
                .isEqualByComparingTo("0.017904");
    }

    @Test
    void unnamedRates_areThoseOfTheWhole() {
        Price plain = price("{input: 2, output: 8, above: [{tokens: 2000, input: 3}]}");

        assertThat(plain.cost(new TokenCounts(1000, 500, 400, 100, 0, 300, 50, 20, 30)))
                .isEqualByComparingTo(plain.cost(chat(1000, 500)));
        // the cached ones, too, at the tier's input rate: 3000 * 3
        assertThat(plain.cost(new TokenCounts(3000, 0, 1000, 0, 0, 0, 0, 0, 0))).isEqualByComparingTo("0.009");
    }

    @Test
    void smallestRate_isExact() {
        BigDecimal cost = price("{input: 0.000001, output: 0.1}").cost(chat(1, 1));

        assertThat(cost).isEqualByComparingTo("0.000000100001");
        assertThat(cost.scale()).isLessThanOrEqualTo(12);
    }

    @Test
    void manyTokens_areExact() {
        // a thousand millions
        assertThat(price("{input: 999999.999999, output: 0}").cost(chat(1_000_000_000L, 0)))
                .isEqualByComparingTo("999999999.999");
    }

    @Test
    void nothing_costsNothing() {
        assertThat(EVERYTHING.cost(chat(0, 0))).isEqualByComparingTo("0");
    }

    private static TokenCounts chat(long prompt, long completion) {
        return new TokenCounts(prompt, completion, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Price price(String entry) {
        return Prices.read("p.yaml", "version: 1\ncurrency: USD\nprices:\n  acme/x: " + entry.replace("\n", "\n    "))
                .find("acme", "x")
                .orElseThrow();
    }
}
