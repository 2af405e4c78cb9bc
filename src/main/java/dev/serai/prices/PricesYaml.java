package dev.serai.prices;

import static dev.serai.files.YamlFile.text;

import dev.serai.files.InvalidFilesException;
import dev.serai.files.YamlFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One reading of a price list. */
final class PricesYaml {

    private static final String VERSION = "version";
    private static final String CURRENCY = "currency";
    private static final String PRICES = "prices";
    private static final String TIERS = "above";
    private static final String TOKENS = "tokens";

    private static final Set<String> LIST = keys(VERSION, CURRENCY, PRICES);
    private static final Set<String> ENTRY = ratesAnd(TIERS, rate -> true);
    private static final Set<String> TIER = ratesAnd(TOKENS, Rate::isOfTokens);

    private static final Pattern TEXT = Pattern.compile("\\S+");
    private static final Pattern LETTERS = Pattern.compile("[A-Z]{3}");
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_.-]+/\\S+");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,11}");
    /** With more decimals than six, a token's price would have more than twelve. */
    private static final Pattern RATE = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    private final YamlFile file;

    PricesYaml(YamlFile file) {
        this.file = file;
    }

    /**
     * Reads the list.
     *
     * @throws InvalidFilesException with all its mistakes
     */
    Prices read(String yaml) {
        Node root = file.root(yaml, "the file is empty");
        Map<String, Node> list = file.fields(root, LIST);
        String version = word(root, list, VERSION, TEXT, "which list this is, like 2026-11-21");
        String currency = word(root, list, CURRENCY, LETTERS, "three letters like USD");
        Map<String, Price> entries = new LinkedHashMap<>();
        if (list.containsKey(PRICES)) {
            file.fields(list.get(PRICES), Set.of()).forEach((model, node) -> entries.put(model, price(model, node)));
        } else {
            file.wrong(root, PRICES + ": write entries like provider/model: {input: 1, output: 2} below it");
        }
        file.requireNothingWrong();
        return new Prices(version, currency, entries);
    }

    private String word(Node root, Map<String, Node> list, String key, Pattern form, String meaning) {
        Node node = list.getOrDefault(key, root);
        if (!form.matcher(text(node)).matches()) {
            file.wrong(node, key + ": write " + meaning);
        }
        return text(node);
    }

    private Price price(String model, Node node) {
        if (!MODEL.matcher(model).matches()) {
            file.wrong(node, model + ": write provider/model, with * in the model only");
        }
        Map<String, Node> fields = file.fields(node, ENTRY);
        Map<Rate, BigDecimal> rates = rates(fields);
        for (Rate rate : Rate.values()) {
            if (rate.isRequired() && isOfTokens(rates) && !rates.containsKey(rate) && node instanceof MappingNode) {
                file.wrong(node, model + ": " + rate.word() + " is missing");
            }
        }
        return new Price(rates, fields.containsKey(TIERS) ? tiers(fields.get(TIERS)) : List.of());
    }

    /** What is paid for by other things alone need not say that tokens cost nothing. */
    private static boolean isOfTokens(Map<Rate, BigDecimal> rates) {
        return rates.keySet().stream().allMatch(Rate::isOfTokens);
    }

    private Map<Rate, BigDecimal> rates(Map<String, Node> fields) {
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        for (Rate rate : Rate.values()) {
            Node node = fields.get(rate.word());
            if (node != null) {
                rates.put(rate, rate(rate, node));
            }
        }
        return rates;
    }

    private BigDecimal rate(Rate rate, Node node) {
        if (RATE.matcher(text(node)).matches()) {
            return new BigDecimal(text(node));
        }
        String what = rate.isOfTokens() ? "a million tokens" : rate == Rate.CHARACTERS ? "a million characters" : "one";
        file.wrong(node, rate.word() + ": write the price of " + what + ", from 0 to 999999 with at most 6 decimals");
        return BigDecimal.ZERO;
    }

    private List<Price.Tier> tiers(Node node) {
        List<Price.Tier> tiers = new ArrayList<>();
        if (!(node instanceof SequenceNode list)) {
            file.wrong(node, TIERS + ": write a list of tiers like {tokens: 200000, input: 2}");
            return tiers;
        }
        long last = 0;
        for (Node item : list.getValue()) {
            Map<String, Node> fields = file.fields(item, TIER);
            last = tokens(fields.getOrDefault(TOKENS, item), last);
            tiers.add(new Price.Tier(last, rates(fields)));
        }
        return tiers;
    }

    private long tokens(Node node, long last) {
        if (!COUNT.matcher(text(node)).matches()) {
            file.wrong(node, TOKENS + ": write how many a prompt must exceed, like 200000");
            return last;
        }
        long tokens = Long.parseLong(text(node));
        if (tokens <= last) {
            file.wrong(node, TOKENS + ": order the tiers, " + tokens + " is not above " + last);
        }
        return tokens;
    }

    private static Set<String> ratesAnd(String key, Predicate<Rate> which) {
        Set<String> keys = new LinkedHashSet<>();
        for (Rate rate : Rate.values()) {
            if (which.test(rate)) {
                keys.add(rate.word());
            }
        }
        keys.add(key);
        return keys;
    }

    private static Set<String> keys(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
