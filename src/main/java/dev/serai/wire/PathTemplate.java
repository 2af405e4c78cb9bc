package dev.serai.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A route's path with variables in it: <code>/{version:v1beta}/models/{model}:generateContent</code>. A variable takes what
 * stands in its place up to the next slash, the last one with the slashes in it, encoded or not. What follows a colon is how
 * the path is named to rules and on record, whatever stands there.
 */
public final class PathTemplate {

    private static final String COLON = ":";

    private final String shown;
    private final List<String> literals = new ArrayList<>(3);
    private final List<String> names = new ArrayList<>(2);
    private final List<String> usual = new ArrayList<>(2);

    /**
     * Takes a path.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    public PathTemplate(String path) {
        StringBuilder named = new StringBuilder(path.length());
        int at = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', at)) {
            int close = path.indexOf('}', open);
            if (close < 0 || (open == at && at > 0)) {
                throw new IllegalArgumentException(
                        path + " is no path with variables: write /{name}/ and /{name}:word");
            }
            String[] variable = path.substring(open + 1, close).split(COLON, 2);
            if (variable[0].isBlank() || names.contains(variable[0])) {
                throw new IllegalArgumentException(path + ": each variable has a name of its own");
            }
            literals.add(path.substring(at, open));
            names.add(variable[0]);
            usual.add(variable.length > 1 ? variable[1] : null);
            named.append(path, at, open).append(variable.length > 1 ? variable[1] : "{" + variable[0] + "}");
            at = close + 1;
        }
        literals.add(path.substring(at));
        this.shown = named.append(path, at, path.length()).toString();
    }

    /** Whether a path has variables. */
    public static boolean isOne(String path) {
        return path.indexOf('{') >= 0;
    }

    /** A path as it is named to people and on record: where a variable has a usual value, by that. */
    public static String shown(String path) {
        return isOne(path) ? new PathTemplate(path).shown : path;
    }

    /** The same of this one. */
    public String shown() {
        return shown;
    }

    /** Whether its last variable takes all that is left of a path. */
    public boolean isOpen() {
        return literals.get(literals.size() - 1).isEmpty();
    }

    /** How much of a path it fixes: of two that fit, the one with more is meant. */
    public int fixed() {
        return literals.stream().mapToInt(String::length).sum();
    }

    /** The variables of a path that fits, decoded; null for one that does not. */
    public Map<String, String> variables(String path) {
        List<String> raw = raw(plain(path));
        if (raw == null) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        try {
            for (int i = 0; i < names.size(); i++) {
                variables.put(names.get(i), URLDecoder.decode(raw.get(i).replace("+", "%2B"), StandardCharsets.UTF_8));
            }
            return variables;
        } catch (IllegalArgumentException e) { // no encoding of anything
            return null;
        }
    }

    /** A path that fits, with what is usual in the place of variables of which rules need not know. */
    public String named(String path) {
        List<String> raw = raw(plain(path));
        if (raw == null) {
            return path;
        }
        StringBuilder named = new StringBuilder(literals.get(0));
        for (int i = 0; i < names.size(); i++) {
            named.append(usual.get(i) == null ? raw.get(i) : usual.get(i)).append(literals.get(i + 1));
        }
        return named.toString();
    }

    /** A colon means the same encoded. */
    private static String plain(String path) {
        return path.indexOf('%') < 0 ? path : path.replace("%3A", COLON).replace("%3a", COLON);
    }

    private List<String> raw(String path) {
        if (!path.startsWith(literals.get(0))) {
            return null;
        }
        List<String> raw = new ArrayList<>(names.size());
        int at = literals.get(0).length();
        for (int i = 1; i < names.size(); i++) {
            int end = path.indexOf(literals.get(i), at);
            if (end <= at || path.lastIndexOf('/', end - 1) >= at) {
                return null;
            }
            raw.add(path.substring(at, end));
            at = end + literals.get(i).length();
        }
        String last = literals.get(literals.size() - 1);
        boolean slash = last.isEmpty() && path.endsWith("/"); // which says nothing
        int end = path.length() - last.length() - (slash ? 1 : 0);
        if (end <= at || !path.endsWith(last)) {
            return null;
        }
        raw.add(path.substring(at, end));
        return raw;
    }
}
