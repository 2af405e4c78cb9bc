package dev.serai.check;

import dev.serai.files.Folder;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;

/** Makes the builders of a generation's routes in Java: beans, and those of the generation's own files. */
public final class JavaBuilders {

    private final Supplier<List<RouteBuilder>> beans;
    private final JavaFiles files;

    /**
     * Takes who makes them.
     *
     * @param beans makes those that no file has
     */
    public JavaBuilders(Supplier<List<RouteBuilder>> beans, JavaFiles files) {
        this.beans = beans;
        this.files = files;
    }

    /**
     * The routes of builders that are made for this; for one context.
     *
     * @throws InvalidFilesException naming who could not be made
     */
    public JavaRoutes of(Folder routes) {
        List<RouteBuilder> builders = new ArrayList<>(files.builders(routes));
        try {
            builders.addAll(beans.get());
        } catch (RuntimeException | Error e) {
            throw new InvalidFilesException(
                    List.of(new Problem("RouteBuilder", 0, "one could not be made: " + RouteErrors.reason(e))), e);
        }
        return new JavaRoutes(builders);
    }
}
