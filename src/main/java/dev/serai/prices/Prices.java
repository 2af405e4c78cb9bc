package dev.serai.prices;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.YamlFile;
import dev.serai.time.HotCache;
import dev.serai.wire.Glob;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One version of the price list. A model that it does not know has no price: not zero, but none. */
public final class Prices {

    /**
     * An entry as it was written, for people.
     *
     * @param model {@code provider/model} or a pattern
     * @param rates per million tokens, by their names in the file
     * @param above other rates for longer prompts, shortest first
     */
    public record Listed(String model, Map<String, BigDecimal> rates, List<Tier> above) {}

    /**
     * Other rates for long prompts.
     *
     * @param tokens a longer prompt has these rates, for the whole request
     * @param rates those that differ from the step below
     */
    public record Tier(long tokens, Map<String, BigDecimal> rates) {}

    private record Pattern(Glob glob, Price price) {}

    /** Names of models come from callers: what is remembered of them is bounded, in characters. */
    private static final long REMEMBERED = 1 << 20;

    private final String version;
    private final String currency;
    private final List<Listed> list;
    private final Map<String, Price> literals = new HashMap<>();
    private final List<Pattern> patterns;
    private final Cache<String, Optional<Price>> found = HotCache.builder()
            .maximumWeight(REMEMBERED)
            .weigher((String name, Optional<Price> price) -> name.length() + 1)
            .build();

    /**
     * @param entries by {@code provider/model} or pattern, in the file's order
     */
    Prices(String version, String currency, Map<String, Price> entries) {
        this.version = version;
        this.currency = currency;
        this.list = entries.entrySet().stream()
                .map(entry -> entry.getValue().listed(entry.getKey()))
                .toList();
        this.patterns = entries.entrySet().stream()
                .map(entry -> new Pattern(Glob.of(entry.getKey()), entry.getValue()))
                .filter(pattern -> !pattern.glob.isLiteral())
                .sorted(Comparator.comparingInt(
                                (Pattern pattern) -> pattern.glob.pattern().length())
                        .reversed())
                .toList();
        entries.forEach((name, price) -> {
            if (Glob.of(name).isLiteral()) {
                literals.put(name, price);
            }
        });
    }

    /**
     * Reads a price list; {@code prices.yaml} explains its format.
     *
     * @param fileName for messages
     * @param yaml its content
     * @throws InvalidFilesException with the line of each mistake
     */
    public static Prices read(String fileName, String yaml) {
        return new PricesYaml(new YamlFile(fileName)).read(yaml);
    }

    /** Which list it is, for records of costs. */
    public String version() {
        return version;
    }

    /** What all its rates are in: {@code USD}. */
    public String currency() {
        return currency;
    }

    /** The price of the entry that fits best: the exact name, else the longest pattern. */
    public Optional<Price> find(String provider, String model) {
        return found.get(provider + "/" + model, this::look);
    }

    /** Every entry, in the file's order. */
    public List<Listed> list() {
        return list;
    }

    /** How many names it remembers. */
    long remembered() {
        found.cleanUp();
        return found.estimatedSize();
    }

    private Optional<Price> look(String name) {
        return Optional.ofNullable(literals.get(name))
                .or(() -> patterns.stream()
                        .filter(pattern -> pattern.glob.matches(name))
                        .map(Pattern::price)
                        .findFirst());
    }
}
