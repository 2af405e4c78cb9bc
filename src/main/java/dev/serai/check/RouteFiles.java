package dev.serai.check;

import dev.serai.files.Folder;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.models.RuleFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/** The route files of a folder, as far as they are YAML, and the order in which they and routes in Java are loaded. */
public record RouteFiles(Folder folder, List<RouteYaml> files) {

    /** Loads what stands in a file. */
    @FunctionalInterface
    public interface Loading {
        void load(Resource file) throws Exception;
    }

    /**
     * Reads them.
     *
     * @param problems gets what is wrong with those that cannot be read
     */
    public static RouteFiles of(Folder folder, List<Problem> problems) {
        List<RouteYaml> files = new ArrayList<>();
        folder.files().forEach((file, content) -> {
            if (RuleFiles.is(file) || JavaFiles.is(file)) {
                return;
            }
            try {
                files.add(RouteYaml.parse(file, content));
            } catch (InvalidFilesException e) {
                problems.addAll(e.problems());
            }
        });
        return new RouteFiles(folder, files);
    }

    /** Templates and configurations first: the routes that use them take them as they are then. */
    public void load(CamelContext context, JavaRoutes java, RouteErrors errors, Loading loading) {
        java.addConfigurations(context);
        load(true, errors, loading);
        java.add(context);
        load(false, errors, loading);
        java.addTemplated(context);
    }

    private void load(boolean neededByOthers, RouteErrors errors, Loading loading) {
        for (RouteYaml file : files) {
            if (file.isNeededByOthers() == neededByOthers) {
                try {
                    loading.load(
                            ResourceHelper.fromBytes(file.file(), folder.files().get(file.file())));
                } catch (Exception | Error e) {
                    throw errors.in(file, e);
                }
            }
        }
    }

    /** Where a route is written, in the folder. */
    record Place(String file, int line) {}

    Optional<Place> placeOf(String routeId) {
        for (RouteYaml file : files) {
            for (RouteYaml.Element element : file.elements()) {
                if (element.id() != null && element.id().name().equals(routeId)) {
                    return Optional.of(new Place(file.file(), element.at()));
                }
            }
        }
        return Optional.empty();
    }

    /** The files that routes were made by. */
    public Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        for (RouteYaml file : files) {
            file.elements().stream()
                    .filter(element -> element.id() != null)
                    .forEach(element -> places.put(element.id().name(), file.path()));
        }
        return places;
    }
}
