package dev.serai.check;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.serai.check.RouteYaml.Element;
import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.files.YamlFile;
import dev.serai.wire.Reason;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.ResolveEndpointFailedException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Turns what Camel throws at a route file into what is wrong, and where it was written. */
public final class RouteErrors {

    /**
     * How Camel shows the step that failed: {@code >>> to[log:here] <<<}, {@code >>> bean[ref:x method:y] <<<},
     * {@code >>> LoadBalanceType[CustomLoadBalancer[x], [to[…]]] <<<}.
     */
    private static final Pattern STEP = Pattern.compile(">>> (?:\\w+\\[)+(?:ref:)?(.*?)(?: method:.*|], .*)?]+ <<<");

    /** How it shows an expression: {@code simple{${body}}}. */
    private static final Pattern EXPRESSION = Pattern.compile("(?s)[a-z]+\\{(.*)}");

    private static final List<String> UNKNOWN = List.of("Unsupported field: ", "Unknown node id: ");

    private final List<RouteYaml> files;

    public RouteErrors(List<RouteYaml> files) {
        this.files = files;
    }

    /** For an error while all routes are built and started: the route that it names tells the file. */
    public InvalidFilesException of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidFilesException invalid) {
                return invalid;
            }
            if (cause instanceof FailedToCreateRouteException failed) {
                String address = address(failed);
                String step = address.isEmpty() ? step(failed.getMessage()) : address;
                return route(failed.getRouteId(), step, reason(failed), error);
            }
            if (cause instanceof FailedToStartRouteException failed) {
                return route(failed.getRouteId(), "", reason(failed), error);
            }
        }
        return new InvalidFilesException(List.of(new Problem(GenerationFiles.ROUTES, 0, reason(error))), error);
    }

    /** For an error while one file is loaded. */
    public InvalidFilesException in(RouteYaml file, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked) {
                return marked(file, marked, error);
            }
        }
        String reason = reason(error);
        int line = Stream.concat(
                        file.refs().stream().filter(ref -> reason.endsWith(" " + ref.name())),
                        file.elements().stream().map(Element::id).filter(Objects::nonNull))
                .mapToInt(RouteYaml.Named::line)
                .findFirst()
                .orElse(0);
        return at(file, line, reason, error);
    }

    /**
     * For a route that is there but cannot be used.
     *
     * @param written the step's address or bean as the file has it, empty if no step is to blame
     */
    public InvalidFilesException route(String id, String written, String reason, Throwable error) {
        for (RouteYaml file : files) {
            for (Element element : file.elements()) {
                if (element.id() != null && element.id().name().equals(id)) {
                    int line = file.lineOf(written);
                    return line > 0
                            ? at(file, line, reason, error)
                            : at(file, element.id().line(), reason + template(written), error);
                }
            }
        }
        return new InvalidFilesException(
                List.of(new Problem(GenerationFiles.ROUTES, 0, "route " + id + ": " + reason)), error);
    }

    /** Of a key that it does not know Camel says what it stands in. */
    private static InvalidFilesException marked(RouteYaml file, MarkedYamlEngineException marked, Throwable error) {
        String problem = marked.getProblem();
        for (String unknown : UNKNOWN) {
            if (problem.startsWith(unknown)) {
                String key = problem.substring(unknown.length());
                return at(file, file.lineOfKey(key), problem + KeyChecks.hint(key), error);
            }
        }
        return at(file, YamlFile.line(marked, ""), problem, error);
    }

    /** For a parameter of a provider: where its file, or its template, has it. */
    Problem parameter(String route, String name, String reason) {
        for (RouteYaml file : files) {
            if (file.elements().stream()
                    .noneMatch(it -> it.id() != null && it.id().name().equals(route))) {
                continue;
            }
            for (TemplateYaml template : file.templates()) {
                for (TemplateYaml.Parameter parameter : template.parameters()) {
                    if (parameter.name().name().equals(name)) {
                        return new Problem(file.path(), parameter.valueLine(), reason);
                    }
                }
            }
            for (RouteYaml.Named variable : file.variables()) {
                if (variable.name().equals(name)) {
                    return new Problem(file.path(), variable.line(), reason);
                }
            }
            Problem ofTemplate = inTemplate(file, name, reason);
            if (ofTemplate != null) {
                return ofTemplate;
            }
        }
        return route(route, "", reason, null).problems().get(0);
    }

    /**
     * For a variable that a route sets.
     *
     * @param at the line before its step's, as Camel counts
     */
    Problem variable(String route, String name, int at, String reason) {
        Problem ofRoute = route(route, "", reason, null).problems().get(0);
        for (RouteYaml file : files) {
            if (file.path().equals(ofRoute.file())) {
                int line = file.variables().stream()
                        .filter(variable -> variable.name().equals(name) && variable.line() > at)
                        .mapToInt(RouteYaml.Named::line)
                        .min()
                        .orElse(ofRoute.line());
                return new Problem(file.path(), line, reason);
            }
        }
        return ofRoute;
    }

    private Problem inTemplate(RouteYaml use, String name, String reason) {
        for (RouteYaml file : files) {
            for (TemplateYaml template : file.templates()) {
                boolean used = use.templates().stream()
                        .anyMatch(it -> it.use() && it.name().equals(template.name()));
                for (TemplateYaml.Parameter parameter : template.parameters()) {
                    if (used
                            && !template.use()
                            && parameter.given()
                            && parameter.name().name().equals(name)) {
                        return new Problem(file.path(), parameter.valueLine(), reason);
                    }
                }
            }
        }
        return null;
    }

    /** What a route file does not say itself, its template does. */
    private String template(String written) {
        return files.stream()
                .filter(file -> file.isTemplate() && file.lineOf(written) > 0)
                .findFirst()
                .map(file -> " (the step is in " + file.path() + ":" + file.lineOf(written) + ")")
                .orElse("");
    }

    private static InvalidFilesException at(RouteYaml file, int line, String reason, Throwable error) {
        return new InvalidFilesException(List.of(new Problem(file.path(), line, reason)), error);
    }

    /** Of an endpoint that could not be made, also where the step is inside another; empty if it was not that. */
    private static String address(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResolveEndpointFailedException failed) {
                return failed.getUri().replaceFirst("://", ":");
            }
        }
        return "";
    }

    private static String step(String message) {
        Matcher step = STEP.matcher(message);
        String shown = step.find() ? step.group(1) : "";
        Matcher expression = EXPRESSION.matcher(shown);
        return expression.matches() ? expression.group(1) : shown;
    }

    /** The innermost cause says what is wrong; those around it mostly repeat it. */
    public static String reason(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null
                && (innermost instanceof CompletionException
                        || innermost.getCause().getMessage() != null)) {
            innermost = innermost.getCause();
        }
        String message = Reason.of(innermost).strip();
        int because = message.lastIndexOf(" because: ");
        String reason = because < 0 ? message : message.substring(because + " because: ".length());
        if (innermost instanceof NoSuchBeanException missing && missing.getName() != null) {
            return reason + KnownBeans.hint(missing.getName());
        }
        return innermost instanceof ClassNotFoundException ? "there is no class " + reason : reason;
    }
}
