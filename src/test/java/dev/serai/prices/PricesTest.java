package dev.serai.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.files.InvalidFilesException;
import dev.serai.support.RouteFile;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

    private static final Prices PRICES = prices("""
            acme/*: {input: 1, output: 0}
            acme/big*: {input: 2, output: 0}
            acme/big*mini: {input: 3, output: 0}
            acme/big: {input: 4, output: 0}
            acme/team/big: {input: 5, output: 0}
            other/big*: {input: 6, output: 0}""");

    @ParameterizedTest
    @CsvSource({
        "acme, small, 1",
        "acme, bigger, 2",
        "acme, big-mini, 3",
        "acme, big, 4",
        "acme, team/big, 5",
        "acme, team/bigger, 1",
        "other, big, 6"
    })
    void model_hasThePriceOfTheMostSpecificEntry(String provider, String model, String input) {
        assertThat(input(PRICES, provider, model)).isEqualTo(input);
        assertThat(input(PRICES, provider, model)).as("remembered").isEqualTo(input);
    }

    @ParameterizedTest
    @CsvSource({"other, small", "acm, big", "nobody, big", "other, ''"})
    void unknownModel_hasNoPrice(String provider, String model) {
        assertThat(PRICES.find(provider, model)).isEmpty();
        assertThat(PRICES.find(provider, model)).as("remembered").isEmpty();
    }

    @Test
    void callersNames_doNotFillTheMemory() {
        for (int i = 0; i < 50_000; i++) {
            PRICES.find("nobody", "x".repeat(100) + i);
        }
        assertThat(PRICES.remembered()).isLessThan(20_000);
        assertThat(input(PRICES, "acme", "big")).isEqualTo("4");
    }

    @Test
    void list_isJsonLikeTheFile() {
        Prices prices = prices("acme/x*: {output: 8.50, input: 2, above: [{tokens: 9, cached: 0.000001}]}");

        assertThat(prices.version()).isEqualTo("2026-11-21");
        assertThat(prices.currency()).isEqualTo("EUR");
        assertThat(Json.text(prices.list()))
                .isEqualTo("[{\"model\":\"acme/x*\",\"rates\":{\"input\":2,\"output\":8.50},"
                        + "\"above\":[{\"tokens\":9,\"rates\":{\"cached\":0.000001}}]}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acme/x: {input: 1}                                                   | acme/x: output is missing
            acme/x: {input: 1, per_image: -1}                                    | per_image: write the price of one
            acme/x: {input: 1, output: 1, above: [{tokens: 9, per_image: 1}]}    | per_image is unknown
            acme/x: {input: -1, output: 1}                                       | input: write the price
            acme/x: {input: 0.0000001, output: 1}                                | with at most 6 decimals
            acme/x: {input: 1e3, output: 1}                                      | input: write the price
            acme/x: {input: , output: 1}                                         | input: write the price
            acme/x: {input: [1], output: 1}                                      | input: write the price
            acme/x: {input: 1, output: 1, caches: 1}                             | caches is unknown
            acme/x: {input: 1, output: 1, input: 1}                              | input stands here twice
            acme/x: 7                                                            | write keys and their values
            x: {input: 1, output: 1}                                             | x: write provider/model
            a*/x: {input: 1, output: 1}                                          | a*/x: write provider/model
            acme/x: {input: 1, output: 1, above: 7}                              | above: write a list
            acme/x: {input: 1, output: 1, above: [{input: 1}]}                   | tokens: write how many
            acme/x: {input: 1, output: 1, above: [{tokens: 0}]}                  | tokens: write how many
            acme/x: {input: 1, output: 1, above: [{tokens: 9}, {tokens: 9}]}     | tokens: order the tiers
            acme/x: {input: 1, output: 1, above: [{tokens: 9, above: []}]}       | above is unknown
            acme/x: {input: 1                                                    | this is not YAML
            """)
    void mistake_isToldWithItsLine(String entry, String reason) {
        String yaml = "version: 1\ncurrency: USD\nprices:\n  acme/y: {input: 1, output: 1}\n  " + entry + "\n";

        InvalidFilesException refused =
                catchThrowableOfType(InvalidFilesException.class, () -> Prices.read("conf/prices.yaml", yaml));

        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.getMessage())
                .matches("conf/prices.yaml:[56]: (?s).*")
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {currency: USD, prices: {}}                          | version: write
            {version: '', currency: USD, prices: {}}             | version: write
            {version: 1, prices: {}}                             | currency: write
            {version: 1, currency: dollars, prices: {}}          | currency: write
            {version: 1, currency: USD}                          | prices: write
            {version: 1, currency: USD, prices: }                | write keys and their values
            {version: 1, currency: USD, prices: {}, price: {}}   | price is unknown
            """)
    void list_saysWhatItIs(String yaml, String reason) {
        InvalidFilesException refused =
                catchThrowableOfType(InvalidFilesException.class, () -> Prices.read("p.yaml", yaml));

        assertThat(refused.getMessage()).startsWith("p.yaml:1: ").contains(reason);
        assertThat(refused.problems()).hasSize(1);
    }

    @Test
    void mistakes_areToldAllAtOnce() {
        InvalidFilesException refused = catchThrowableOfType(
                InvalidFilesException.class,
                () -> prices("acme/x: {input: -1, output: 1}\nacme/x: {input: 1, output: 1}\nacme/y: {output: 1}"));

        assertThat(refused.getMessage().lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("p.yaml:4: input"),
                        line -> assertThat(line).startsWith("p.yaml:5: acme/x stands here twice"),
                        line -> assertThat(line).startsWith("p.yaml:6: acme/y: input is missing"));
    }

    @Test
    void emptyFile_isRefused() {
        assertThat(catchThrowableOfType(InvalidFilesException.class, () -> Prices.read("p.yaml", "# later\n")))
                .hasMessage("p.yaml: the file is empty");
    }

    @Test
    void shippedList_isValidAndNamesShippedProviders() throws IOException {
        List<String> providers =
                RouteFile.in("providers").stream().map(RouteFile::name).toList();

        Prices shipped = Prices.read("prices.yaml", Files.readString(Path.of("prices.yaml")));

        assertThat(shipped.list())
                .hasSizeGreaterThan(50)
                .allSatisfy(entry -> assertThat(providers)
                        .as(entry.model())
                        .contains(entry.model().split("/", -1)[0]));
        assertThat(input(shipped, "simulator", "anything")).isEqualTo("1");
        assertThat(input(shipped, "openai", "gpt-5-2025-08-07")).isEqualTo("1.25");
        assertThat(shipped.find("openai", "gpt-5-something-new")).isEmpty();
    }

    private static String input(Prices prices, String provider, String model) {
        return prices.find(provider, model)
                .orElseThrow()
                .cost(TokenCounts.of(1_000_000, 0))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Prices prices(String entries) {
        return Prices.read("p.yaml", "version: 2026-11-21\ncurrency: EUR\nprices:\n" + entries.indent(2));
    }
}
