package dev.serai.console;

import dev.serai.access.Directory;
import dev.serai.admin.AdminVisit;
import dev.serai.models.ModelCatalog;
import dev.serai.routing.Generations;
import java.util.List;
import org.springframework.stereotype.Component;

/** The names that callers can ask for. */
@Component
final class NamedModels {

    private final Generations generations;
    private final ModelCatalog catalog;
    private final Directory directory;

    NamedModels(Generations generations, ModelCatalog catalog, Directory directory) {
        this.generations = generations;
        this.catalog = catalog;
        this.directory = directory;
    }

    /** Aliases first; a project's member sees those that its rules allow. */
    List<String> seenBy(AdminVisit visit) {
        List<String> all = catalog.names(generations.serving().models());
        if (visit.scope().isAll()) {
            return all;
        }
        return directory
                .project(visit.scope().project())
                .map(project -> all.stream().filter(project::allowsModel).toList())
                .orElse(List.of());
    }
}
