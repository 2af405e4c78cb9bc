package dev.serai.console;

import dev.serai.models.ModelCatalog;
import dev.serai.provider.Provider;
import dev.serai.routing.Generations;
import java.util.List;
import org.springframework.stereotype.Component;

/** The names that callers can ask for, for forms. */
@Component
final class NamedModels {

    private final Generations generations;
    private final ModelCatalog catalog;

    NamedModels(Generations generations, ModelCatalog catalog) {
        this.generations = generations;
        this.catalog = catalog;
    }

    /** Aliases first. */
    List<String> all() {
        return catalog.names(generations.serving().models());
    }

    List<String> providers() {
        return generations.providers().stream().map(Provider::name).sorted().toList();
    }
}
