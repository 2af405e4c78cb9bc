package dev.serai.routing;

import dev.serai.check.DraftCheck;
import dev.serai.check.DraftPlaceholders;
import dev.serai.check.JavaBuilders;
import dev.serai.check.JavaRoutes;
import dev.serai.check.KeyChecks;
import dev.serai.check.RouteChecks;
import dev.serai.check.RouteFiles;
import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.limits.TokenEstimate;
import dev.serai.models.ModelCatalog;
import dev.serai.models.ModelIndex;
import dev.serai.models.RuleFiles;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;

/** Looks at files, and neither runs nor starts anything of theirs; for a gateway that serves, and for a shell. */
final class FilesCheck {

    private final List<BeanRepository> beans;
    private final Set<String> schemes;
    private final JavaBuilders builders;
    private final Consumer<CamelContext> resources;
    private final Set<String> vaults;

    /**
     * Takes what routes can name.
     *
     * @param schemes the components that they may use
     * @param builders makes those of the routes in Java
     * @param resources gives a context the caches and databases that there are
     * @param vaults the functions by which files ask vaults
     */
    FilesCheck(
            List<BeanRepository> beans,
            Set<String> schemes,
            JavaBuilders builders,
            Consumer<CamelContext> resources,
            Set<String> vaults) {
        this.resources = resources;
        this.beans = beans;
        this.schemes = schemes;
        this.builders = builders;
        this.vaults = vaults;
    }

    /** What is wrong with them; empty if nothing is. */
    List<Problem> of(GenerationFiles files) {
        return of(files, new DraftPlaceholders(vaults));
    }

    /**
     * The same.
     *
     * @param unread is told what they ask of vaults, which nobody asks here
     */
    List<Problem> of(GenerationFiles files, Consumer<String> unread) {
        DraftPlaceholders placeholders = new DraftPlaceholders(vaults);
        List<Problem> problems = of(files, placeholders);
        placeholders.unread().forEach(unread);
        return problems;
    }

    private List<Problem> of(GenerationFiles files, DraftPlaceholders placeholders) {
        try {
            return work(
                    files, placeholders, (draft, parsed) -> draft.of(parsed.compiled(), builders.of(files.routes())));
        } catch (InvalidFilesException e) {
            return e.problems();
        }
    }

    /**
     * The models of files.
     *
     * @param placeholders gives what they read of the environment
     * @throws InvalidFilesException if they may not serve
     */
    ModelIndex models(GenerationFiles files, PropertiesFunctionResolver placeholders) {
        return work(
                files,
                placeholders,
                (draft, parsed) -> draft.declared(parsed.compiled(), builders.of(files.routes()))
                        .models());
    }

    /**
     * The alerts of files, and how messages of them look.
     *
     * @param placeholders gives what they read of the environment
     * @throws InvalidFilesException if they may not serve
     */
    AlertsDryRun alerts(GenerationFiles files, PropertiesFunctionResolver placeholders) {
        return work(files, placeholders, (draft, parsed) -> {
            Transforms transforms = parsed.compiled();
            return new AlertsDryRun(
                    draft.declared(transforms, builders.of(files.routes()))
                            .alerts()
                            .samples(),
                    transforms);
        });
    }

    private <T> T work(
            GenerationFiles files, PropertiesFunctionResolver placeholders, BiFunction<DraftCheck, Parsed, T> work) {
        Parsed parsed = Parsed.of(files);
        DefaultCamelContext context = DraftContexts.create(beans, schemes, placeholders);
        resources.accept(context);
        try {
            JavaRoutes java = builders.of(files.routes()).look(context);
            parsed.require(schemes, java);
            Equipment equipment =
                    new Equipment(new ModelCatalog(), new TokenEstimate(), Integer.MAX_VALUE, null, null, null, null);
            DraftCheck draft = new DraftCheck(
                    context,
                    parsed.routes(),
                    parsed.rules(),
                    java,
                    (transforms, declared) -> equipment.addTo(context, transforms, declared, files));
            return work.apply(draft, parsed);
        } finally {
            context.stop();
        }
    }

    /**
     * The files of a generation as far as each can be read.
     *
     * @param problems with those that cannot
     * @param compiling the transforms: the two halves of a generation do not need each other to be parsed
     */
    record Parsed(RouteFiles routes, RuleFiles rules, List<Problem> problems, CompletableFuture<Transforms> compiling) {

        static Parsed of(GenerationFiles files) {
            CompletableFuture<Transforms> compiling = CompletableFuture.supplyAsync(() -> compile(files.transforms()));
            List<Problem> problems = new ArrayList<>();
            RouteFiles routes = RouteFiles.of(files.routes(), problems);
            return new Parsed(routes, new RuleFiles(files.routes(), problems), problems, compiling);
        }

        /**
         * Has them be right beside each other.
         *
         * @param java the routes beside them
         * @throws InvalidFilesException with all that is wrong
         */
        void require(Set<String> schemes, JavaRoutes java) {
            List<Problem> all = new ArrayList<>(problems);
            if (problems.isEmpty()) { // else what is in a file that cannot be read would seem to be missing
                all.addAll(RouteChecks.of(routes.files(), schemes, java));
            }
            if (!all.isEmpty()) {
                routes.files().forEach(file -> all.addAll(0, unsaid(KeyChecks.of(file), all)));
                all.addAll(problemsOf(compiling));
                throw new InvalidFilesException(all);
            }
        }

        /** First those that others follow from. */
        private static List<Problem> unsaid(List<Problem> found, List<Problem> said) {
            return found.stream()
                    .filter(problem -> said.stream().noneMatch(problem::isAt))
                    .toList();
        }

        /**
         * The transforms, compiled.
         *
         * @throws InvalidFilesException if they cannot be
         */
        Transforms compiled() {
            try {
                return compiling.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof InvalidFilesException invalid ? invalid : e;
            }
        }

        private static Transforms compile(Folder folder) {
            return new Transforms(
                    folder,
                    new TransformFunctions(() -> UUID.randomUUID().toString().replace("-", "")));
        }

        private static List<Problem> problemsOf(CompletableFuture<Transforms> compiling) {
            return compiling
                    .handle((transforms, error) ->
                            error != null && error.getCause() instanceof InvalidFilesException invalid
                                    ? invalid.problems()
                                    : List.<Problem>of())
                    .join();
        }
    }
}
