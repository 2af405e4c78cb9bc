package dev.serai.models;

import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.provider.InvalidParameter;
import dev.serai.provider.ModelRules;
import dev.serai.wire.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files {@code providers/<name>.models.yaml} of a generation: data about vendors' models, beside the routes. */
public final class RuleFiles {

    private static final String SUFFIX = ".models.yaml";
    private static final Pattern FILE = Pattern.compile("providers/([a-z0-9]+(?:-[a-z0-9]+)*)\\.models\\.yaml");

    private final Map<String, ModelRules> rules = new HashMap<>();

    /**
     * Reads them.
     *
     * @param problems takes what is wrong with them
     */
    public RuleFiles(Folder routes, List<Problem> problems) {
        routes.files().forEach((file, content) -> {
            if (!is(file)) {
                return;
            }
            String path = GenerationFiles.ROUTES + "/" + file;
            Matcher name = FILE.matcher(file);
            if (!name.matches()) {
                problems.add(
                        new Problem(path, 0, "rules of models stand beside their provider: providers/<name>" + SUFFIX));
                return;
            }
            try {
                rules.put(name.group(1), ModelRules.parse(path, content));
            } catch (InvalidFilesException e) {
                problems.addAll(e.problems());
            }
        });
    }

    /** Whether a file below {@code routes/} is one of these. */
    public static boolean is(String file) {
        return file.endsWith(SUFFIX);
    }

    /**
     * The rules for a provider: of the file that its parameter {@code modelRules} names, else of that with its own name.
     *
     * @throws InvalidParameter if it names one that is not there
     */
    public ModelRules of(Map<String, String> parameters) {
        String named = parameters.getOrDefault("modelRules", "");
        if (named.isBlank()) {
            return rules.getOrDefault(parameters.getOrDefault("provider", ""), ModelRules.NONE);
        }
        ModelRules found = rules.get(named);
        if (found == null) {
            throw new InvalidParameter(
                    parameters.getOrDefault("provider", ""),
                    "modelRules",
                    "modelRules: there is no routes/providers/" + named + SUFFIX
                            + Spelling.hint(named, rules.keySet()));
        }
        return found;
    }
}
