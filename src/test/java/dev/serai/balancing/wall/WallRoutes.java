package dev.serai.balancing.wall;

import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * The routes of the wall: for each case an alias over a primary of its own name, so that a breaker or a pause that one
 * case brings about is not another's, and the fallback that all have in common.
 */
final class WallRoutes {

    static final String FALLBACK = "fallback";
    /** How the second model of a provider is called. */
    static final String NEXT = "next-";

    private static final String RESUME = "inOrder?recovery=resume";

    private final Path routes;
    private final String key;
    private final String primaryUrl;
    /** Dollars for a million tokens: who answered shows in the cost. */
    private final StringBuilder prices = new StringBuilder("version: wall\ncurrency: USD\nprices:\n");

    /** Copies the shipped routes, and adds the fallback. All providers of the wall get the key. */
    WallRoutes(String key, String primaryUrl, String fallbackUrl) throws IOException {
        this.routes = RoutesCopy.edited(UnaryOperator.identity());
        this.key = key;
        this.primaryUrl = primaryUrl;
        provider(FALLBACK, fallbackUrl, "{input: 1, output: 2}");
    }

    /** The alias that clients ask for. */
    static String alias(String name) {
        return "wall-" + name;
    }

    /** The provider that is asked first. */
    static String primary(String name) {
        return "primary-" + name;
    }

    /** Adds a provider with many models, which are without a price. */
    void addProvider(String name, String url) throws IOException {
        provider(name, url, "{input: 1, output: 1}");
    }

    /** Adds an alias over two models of one provider, as those who set nothing write it. */
    void addOnOne(String provider, String name) throws IOException {
        RoutesCopy.alias(routes, alias(name), RESUME, "", provider + "/" + name, provider + "/" + NEXT + name);
    }

    /** Adds a case of a scenario: its alias and its primary. */
    void add(Scenario scenario, String name) throws IOException {
        provider(primary(name), primaryUrl, "{input: 10, output: 20}");
        RoutesCopy.alias(
                routes,
                alias(name),
                RESUME,
                "",
                primary(name) + "/" + name + "?" + scenario.options(),
                FALLBACK + "/" + name + scenario.fallbackOptions());
    }

    /** Adds a scenario's cases, each with a primary of its own. */
    void addInEachMode(Scenario scenario) throws IOException {
        for (boolean stream : scenario.modes()) {
            add(scenario, Trial.name(scenario, stream));
        }
    }

    /** Lets a gateway serve all that was added, by prices of its own. */
    void serve(DynamicPropertyRegistry properties) throws IOException {
        Path list = Files.writeString(Files.createTempFile(Path.of("target"), "prices", ".yaml"), prices);
        properties.add("serai.routes", routes::toString);
        properties.add("serai.prices", list::toString);
    }

    private void provider(String name, String url, String price) throws IOException {
        RoutesCopy.provider(routes, name, url, "apiKey", key, "capabilities", "streaming tools prefill");
        prices.append("  ").append(name).append("/*: ").append(price).append('\n');
    }
}
