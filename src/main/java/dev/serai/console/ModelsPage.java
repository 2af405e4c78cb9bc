package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.models.ModelCatalog;
import dev.serai.models.ModelIndex;
import dev.serai.prices.Price;
import dev.serai.prices.PriceList;
import dev.serai.prices.Prices;
import dev.serai.routing.Generations;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/models}: what callers can ask for, what it takes and what it costs. */
@Controller
public class ModelsPage {

    private static final int MOST = 100;

    /**
     * One model.
     *
     * @param alias whether it is a file's name for others
     * @param contextWindow in tokens; 0 where its provider does not say
     * @param rates by million tokens; empty where nobody knows its price
     */
    public record Row(String name, boolean alias, long contextWindow, Map<String, BigDecimal> rates) {}

    /**
     * A part of all.
     *
     * @param next the name after which the next page begins; empty if there is none
     */
    public record Models(String search, String currency, List<Row> rows, String next) {}

    private final Generations generations;
    private final NamedModels names;
    private final ModelCatalog catalog;
    private final PriceList prices;

    ModelsPage(Generations generations, NamedModels names, ModelCatalog catalog, PriceList prices) {
        this.generations = generations;
        this.names = names;
        this.catalog = catalog;
        this.prices = prices;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/models")
    PageView show(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "") String after) {
        ModelIndex index = generations.serving().models();
        String part = search.strip().toLowerCase(Locale.ROOT);
        List<String> found = names.seenBy(visit).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(part))
                .sorted()
                .filter(name -> name.compareTo(after) > 0)
                .limit(MOST + 1L)
                .toList();
        boolean more = found.size() > MOST;
        Prices now = prices.prices();
        List<Row> rows =
                found.stream().limit(MOST).map(name -> row(index, now, name)).toList();
        Models model = new Models(search, now.currency(), rows, more ? found.get(MOST - 1) : "");
        return PageView.of("models", Section.MODELS, model);
    }

    private Row row(ModelIndex index, Prices now, String name) {
        int slash = name.indexOf('/');
        if (slash < 0 || index.aliases().contains(name)) {
            return new Row(name, true, 0, Map.of());
        }
        String provider = name.substring(0, slash);
        String model = name.substring(slash + 1);
        Map<String, BigDecimal> rates = now.find(provider, model)
                .map((Price price) -> price.listed(name).rates())
                .orElse(Map.of());
        return new Row(name, false, catalog.contextWindow(provider, model), rates);
    }
}
