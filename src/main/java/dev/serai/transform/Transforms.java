package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.files.Folder;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSLT transforms of one generation, compiled, by name: {@code gemini/chat/stream} is the file
 * {@code transforms/gemini/chat/stream.jslt}. Files under {@code lib/} are modules that the others import by that path.
 *
 * <p>JSLT drops empty objects and arrays by default; here only a null is dropped, and only from objects that a
 * transform builds: an empty {@code "input": {}} means something to providers.
 */
public final class Transforms {

    private static final String SUFFIX = ".jslt";

    private static final Pattern SETTING = Pattern.compile("settings\\s*(?:\\.|,\\s*\")\\s*\"?([A-Za-z]\\w*)");

    private final Map<String, Expression> compiled = new LinkedHashMap<>();
    private final Set<String> settings = new TreeSet<>();

    /**
     * Compiles all.
     *
     * @param folder the transforms folder's contents
     * @param functions host functions that the transforms may call
     * @throws InvalidFilesException naming file, line and reason of each that does not compile
     */
    public Transforms(Folder folder, TransformFunctions functions) {
        TransformCompiler compiler = new TransformCompiler(folder, functions);
        List<Problem> problems = new ArrayList<>();
        folder.files().forEach((path, content) -> {
            String transform = new String(content, StandardCharsets.UTF_8);
            addSettings(transform);
            problems.addAll(TransformVariables.unset(path, transform));
            problems.addAll(TransformPatterns.unusable(path, transform));
            if (path.startsWith(TransformCompiler.MODULES)) {
                return;
            }
            try {
                compiled.put(path.substring(0, path.length() - SUFFIX.length()), compiler.compile(path, transform));
            } catch (JsltException e) {
                Problem problem = problem(path, e);
                if (!problems.contains(problem)) { // a module that several import
                    problems.add(problem);
                }
            } catch (StackOverflowError e) { // the parser goes down as deep as what it reads
                problems.add(new Problem("transforms/" + path, 0, "is nested too deeply, or imports itself"));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
    }

    private void addSettings(String transform) {
        if (transform.contains("settings")) { // few do, and the pattern is slow before it is compiled by the JVM
            for (Matcher read = SETTING.matcher(transform); read.find(); ) {
                settings.add(read.group(1));
            }
        }
    }

    /** Where a transform failed. What JSLT says of it quotes the values that it met, which are the caller's. */
    public static String place(JsltException error) {
        String file = error.getSource() == null ? "a transform" : "transforms/" + error.getSource();
        return error.getLine() > 0 ? file + ":" + error.getLine() + ":" + error.getColumn() : file;
    }

    private static Problem problem(String path, JsltException error) {
        String file = error.getSource() == null ? path : error.getSource();
        // the lines after the first list every token that could have come instead
        String reason = error.getMessageWithoutLocation().lines().findFirst().orElse("cannot be compiled");
        return new Problem("transforms/" + file, Math.max(error.getLine(), 0), reason);
    }

    /** All that can be applied. */
    public Set<String> names() {
        return compiled.keySet();
    }

    /** The folders that have any: dialects. */
    public Set<String> folders() {
        Set<String> folders = new TreeSet<>();
        compiled.keySet().forEach(name -> folders.add(name.substring(0, Math.max(0, name.indexOf('/')))));
        return folders;
    }

    /** The names under which they look into settings of models, as far as they write them. */
    public Set<String> settings() {
        return settings;
    }

    /** The transform of that name, if the folder has it. */
    public Optional<Expression> find(String name) {
        return Optional.ofNullable(compiled.get(name));
    }

    /**
     * Applies a transform.
     *
     * @param facts the variables that it may read: {@code $target}, {@code $request}, {@code $now}, {@code $state}
     * @throws ApiException if the transform rejects its input
     * @throws JsltException if the transform fails
     */
    public static JsonNode apply(Expression transform, Map<String, JsonNode> facts, JsonNode input) {
        try {
            return transform.apply(facts, input);
        } catch (JsltException e) {
            if (e.getCause() instanceof ApiException rejection) {
                throw rejection;
            }
            throw e;
        } catch (ApiException rejection) {
            throw rejection;
        } catch (StackOverflowError e) {
            throw new JsltException("the input is nested too deeply, or has too much at one level, for this transform");
        } catch (RuntimeException e) { // JSLT's own functions let out what Java's throw
            throw new JsltException(e.getClass().getSimpleName() + " in the transform", e);
        }
    }
}
